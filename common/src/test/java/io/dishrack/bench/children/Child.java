package io.dishrack.bench.children;

import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A child JVM that does what it is told, from the side of its parent. */
public final class Child implements AutoCloseable {

    /** Far beyond what anything here takes: a child that is silent for longer hangs. */
    private static final long DEADLINE_SECONDS = 300;

    private static final String END = "";
    private static final List<String> PROFILED = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
    private static final List<String> SMALL = List.of("-Xmx48m", "-XX:TieredStopAtLevel=1");

    private final String role;
    private final Process process;
    private final PrintStream in;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

    private Child(Lab lab, String role, List<String> command) throws IOException {
        this.role = role;
        process = lab.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "bench-reader-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A child JVM in a role, with the same flags as every other. */
    public static Child start(Lab lab, String role) throws IOException {
        return new Child(lab, role, lab.java(List.of(), ChildMain.class, role));
    }

    /** As one that is profiled: compiled code tells which line it is at, between two safepoints too. */
    public static Child startProfiled(Lab lab, String role) throws IOException {
        return new Child(lab, role, lab.java(PROFILED, ChildMain.class, role));
    }

    /** As one of many: a small heap, and only the compiler that is quick to compile. */
    public static Child startSmall(Lab lab, String role) throws IOException {
        return new Child(lab, role, lab.java(SMALL, ChildMain.class, role));
    }

    /** A program of its own that is told things in the same way. */
    public static Child start(Lab lab, String name, List<String> command) throws IOException {
        return new Child(lab, name, command);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(replies::add);
        } catch (IOException | UncheckedIOException e) {
            // The child has gone; the end below tells it.
        }
        replies.add(END);
    }

    public long pid() {
        return process.pid();
    }

    /** Tells it to do something, without waiting. */
    public void tell(Object... words) {
        in.println(String.join(" ", Arrays.stream(words).map(String::valueOf).toArray(String[]::new)));
    }

    /** Waits for its next reply, which is to begin with a word, and returns the numbers that follow. */
    public long[] expect(String word) throws InterruptedException {
        return expect(word, DEADLINE_SECONDS);
    }

    /** The same, for at most some seconds. */
    public long[] expect(String word, long seconds) throws InterruptedException {
        String reply = replies.poll(seconds, TimeUnit.SECONDS);
        if (reply == null || reply.equals(END) || !reply.startsWith(word)) {
            throw new BenchException("child did not answer: role=" + role + " pid=" + pid() + " expected=" + word
                    + " found=" + (reply == null ? "silence" : reply.equals(END) ? "its end" : reply));
        }
        return Arrays.stream(reply.substring(word.length()).strip().split(" "))
                .filter(text -> !text.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Tells it to do something that it answers with {@code ok}. */
    public void ask(Object... words) throws InterruptedException {
        tell(words);
        expect(Wire.OK);
    }

    /** SIGKILL; returns the instant just before. */
    public long kill() {
        long before = System.nanoTime();
        process.destroyForcibly();
        return before;
    }

    /** Ends it, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
