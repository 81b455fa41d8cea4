package io.dishrack.crash;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.engine.FolderEngine;
import io.dishrack.engine.host.Host;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of a JVM that passes items on. Each line of standard input is {@code KEY FAULT FOLDER NEXT}: takes items
 * of one queue and ends each by the same item, with an arrow before it, of the next; in a thread of its own. At its fault,
 * which may be {@code -}, it tells {@code KEY reached} and stays there until the line {@code go}; then it tells what came
 * of the item there, {@code KEY OUTCOME}, and ends.
 */
public final class PassingProgram {

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
    private static final CountDownLatch GO = new CountDownLatch(1);
    private static final int WORDS = 4;

    private PassingProgram() {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("go")) {
                GO.countDown();
                continue;
            }
            String[] words = line.split(" ", WORDS);
            Thread thread = new Thread(() -> pass(words));
            thread.start();
        }
        Runtime.getRuntime().halt(0);
    }

    /** With one attempt, and soon taken for frozen. */
    static OpenOptions options() {
        return OpenOptions.DEFAULTS
                .withMaxAttempts(1)
                .withRetryDelay(Duration.ZERO)
                .withLease(Duration.ofSeconds(1))
                .withRole("dryer");
    }

    /** Who is to be killed at random, and by nobody else, is not taken for frozen on a busy machine. */
    private static OpenOptions options(String[] words) {
        return words[1].equals("-") ? options().withLease(OpenOptions.DEFAULTS.lease()) : options();
    }

    private static void pass(String[] words) {
        String key = words[0];
        boolean[] armed = {false};
        Host host = Host.real().withFaults(fault -> {
            if (armed[0] && fault.name().equals(words[1])) {
                armed[0] = false;
                say(key + " reached");
                await();
            }
        });
        try (JoinableQueue<byte[]> queue =
                        new FolderEngine(host).open(Path.of(words[2]).toUri(), options(words));
                JoinableQueue<byte[]> next =
                        new FolderEngine(host).open(Path.of(words[3]).toUri(), options(words))) {
            say(key + " open");
            for (; ; ) {
                Delivery<byte[]> delivery = queue.take();
                armed[0] = true;
                Outcome outcome = passOn(delivery, next);
                if (!armed[0]) {
                    say(key + " " + outcome);
                }
                armed[0] = false;
            }
        } catch (Exception | Error e) {
            say(key + " failed " + e.toString().replace('\n', ' '));
        }
    }

    /** As a dryer does it. */
    static Outcome passOn(Delivery<byte[]> delivery, JoinableQueue<byte[]> next) throws InterruptedException {
        byte[] output = ("->" + new String(delivery.item(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return delivery.doneInto(next, output, ItemOptions.NONE, Report.NONE);
    }

    private static void await() {
        boolean passed = false;
        while (!passed) {
            try {
                GO.await();
                passed = true;
            } catch (InterruptedException e) {
                // Nobody interrupts but a close, which is not before.
                passed = false;
            }
        }
    }

    private static synchronized void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
