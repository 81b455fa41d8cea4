package io.dishrack.dryer.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The marks that the commands of this dryer carry in their environment, {@code DISHRACK_RUN=DRYER:COUNT}. DRYER is the
 * process id with the time of its start, so that no other process on this machine has or had the same; COUNT tells the
 * commands of one dryer apart.
 */
public final class Mark {

    /** The environment variable. */
    public static final String VARIABLE = "DISHRACK_RUN";

    private static final String DRYER = ProcessHandle.current().pid() + "-" + startTime();
    private static final AtomicLong COUNT = new AtomicLong();

    private Mark() {}

    /** What all marks of this dryer begin with. */
    public static String dryer() {
        return DRYER + ":";
    }

    /** A mark that no command had before. */
    public static String next() {
        return DRYER + ":" + COUNT.incrementAndGet();
    }

    /** In ticks since boot where there is a /proc, else in milliseconds. */
    private static String startTime() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        } catch (IOException e) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Long.toString(start.toEpochMilli()))
                    .orElse("0");
        }
    }
}
