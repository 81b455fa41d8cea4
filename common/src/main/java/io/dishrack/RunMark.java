package io.dishrack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The marks that commands carry in their environment, {@code DISHRACK_RUN=JVM:COUNT}, and all that they start with them.
 * JVM is the process id with the time of its start, so that no other process on this machine has or had the same; COUNT
 * tells the commands of one JVM apart. See {@link Delivery#runsMarked}.
 */
public final class RunMark {

    /** The environment variable. */
    public static final String VARIABLE = "DISHRACK_RUN";

    private static final long START = startTime();
    private static final String OWN = of(ProcessHandle.current().pid(), START);
    private static final AtomicLong COUNT = new AtomicLong();

    private RunMark() {}

    /** What all marks of a JVM begin with. */
    public static String of(long pid, long start) {
        return pid + "-" + start + ":";
    }

    /** What all marks of this JVM begin with. */
    public static String own() {
        return OWN;
    }

    /** When this JVM started, as its marks tell it: in ticks since boot where there is a /proc, else in milliseconds. */
    public static long start() {
        return START;
    }

    /** A mark that no command had before. */
    public static String next() {
        return OWN + COUNT.incrementAndGet();
    }

    private static long startTime() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
        } catch (IOException e) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> start.toEpochMilli())
                    .orElse(0L);
        }
    }
}
