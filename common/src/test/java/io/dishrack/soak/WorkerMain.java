package io.dishrack.soak;

import io.dishrack.Dishrack;
import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.cli.Signals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The main class of a washer, a dryer or a joiner of the soak. Says on standard output what it does, a line a write:
 *
 * <pre>
 *   open                                 the queue is open
 *   try COUNT                            about to put up to so many, with all before
 *   put COUNT                            so many puts have returned
 *   took NUMBER ATTEMPT NANOS ORIGIN     has an item; torn NUMBER ATTEMPT when its bytes are wrong
 *   end NUMBER ATTEMPT OUTCOME NANOS     done has returned
 *   poison NANOS                         is about to kill itself
 *   joined TRUE|FALSE NANOS              join has returned
 *   bye                                  ends as told
 *   fail REASON                          ends because of an exception
 * </pre>
 *
 * <p>SIGTERM asks for the end, after what it has in its hands; so does the end of standard input, at once.
 */
public final class WorkerMain {

    /** Unbuffered: a line is one write, so it was said before whatever comes next. */
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private static final int ROLE = 0;
    private static final int FOLDER = 1;
    private static final int LEASE_MILLIS = 2;
    private static final int MAX_ATTEMPTS = 3;
    private static final int WASHER = 4;
    private static final int BATCH = 5;
    private static final int WORK_MICROS = 6;
    private static final int POISONED = 7;
    private static final int DURABILITY = 8;

    private WorkerMain() {}

    /** Arguments: ROLE FOLDER LEASE-MILLIS MAX-ATTEMPTS WASHER BATCH WORK-MICROS POISONED DURABILITY. */
    public static void main(String[] args) {
        Thread parent = new Thread(WorkerMain::haltWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        int code = 0;
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[FOLDER]), options(args))) {
            run(queue, args);
        } catch (Exception | Error e) {
            say("fail " + describe(e));
            code = 1;
        }
        if (code == 0) {
            say("bye");
        }
        System.exit(code);
    }

    private static void run(JoinableQueue<byte[]> queue, String[] args) throws InterruptedException {
        int batch = Integer.parseInt(args[BATCH]);
        switch (args[ROLE]) {
            case "washer" -> {
                WasherLoop loop = new WasherLoop(queue, Integer.parseInt(args[WASHER]), batch, Thread.currentThread());
                Signals.handle(signal -> loop.stop());
                say("open");
                loop.run();
            }
            case "dryer" -> {
                DryerLoop loop = new DryerLoop(
                        queue, batch, Integer.parseInt(args[WORK_MICROS]), Boolean.parseBoolean(args[POISONED]));
                Signals.handle(signal -> loop.stop());
                say("open");
                loop.run();
            }
            case "joiner" -> {
                say("open");
                boolean joined = queue.join(Duration.ofMillis(Long.parseLong(args[WORK_MICROS])));
                say("joined " + joined + " " + System.nanoTime());
            }
            default -> throw new IllegalArgumentException("unknown role: role=" + args[ROLE]);
        }
    }

    private static OpenOptions options(String[] args) {
        return OpenOptions.DEFAULTS
                .withCreate(false)
                .withRole(args[ROLE])
                .withRetryDelay(Duration.ZERO)
                .withLease(Duration.ofMillis(Long.parseLong(args[LEASE_MILLIS])))
                .withMaxAttempts(Integer.parseInt(args[MAX_ATTEMPTS]))
                .withDurability(Durability.valueOf(args[DURABILITY]));
    }

    static synchronized void say(String lines) {
        try {
            OUT.write((lines + "\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(Throwable thrown) {
        StringBuilder text = new StringBuilder(String.valueOf(thrown));
        for (StackTraceElement element : thrown.getStackTrace()) {
            text.append(" at ").append(element);
        }
        return text.toString().replace('\n', ' ');
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue; // only the end says something
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }
}
