package io.dishrack.bench.children;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A child's line to its parent: a command a line, a reply a line. When the parent has gone, so does the child. */
public final class Wire {

    public static final String OK = "ok";

    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    /** Takes over the standard streams; whatever else is printed goes to standard error. */
    public Wire() {
        System.setOut(System.err);
        Thread reader = new Thread(this::read, "bench-wire");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
            in.lines().forEach(commands::add);
        } catch (IOException e) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(0);
    }

    /** The next command, in words. */
    public String[] next() throws InterruptedException {
        return commands.take().split(" ");
    }

    public void say(Object... words) {
        out.println(String.join(" ", Arrays.stream(words).map(String::valueOf).toArray(String[]::new)));
    }
}
