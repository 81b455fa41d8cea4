package io.dishrack.bench.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used so far, from /proc.
 *
 * @param nanos when this was read
 * @param cpuTicks processor time of all its threads, in hundredths of a second
 * @param wakeUps times that its threads went to sleep by themselves
 */
public record ProcessUsage(long nanos, long cpuTicks, long wakeUps) {

    private static final double TICKS_PER_SECOND = 100;
    /** Fields of /proc/PID/stat after the name in parentheses, from 0: utime and stime. */
    private static final int USER_TIME = 11;

    private static final String SWITCHES = "voluntary_ctxt_switches:";

    public static ProcessUsage of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(folder.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        long switches = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path task : tasks) {
                switches += switches(task);
            }
        }
        return new ProcessUsage(System.nanoTime(), ticks, switches);
    }

    private static long switches(Path task) throws IOException {
        try (Stream<String> lines = Files.lines(task.resolve("status"))) {
            return lines.filter(line -> line.startsWith(SWITCHES))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(SWITCHES.length()).strip()))
                    .sum();
        } catch (NoSuchFileException e) {
            // The thread has ended meanwhile.
            return 0;
        }
    }

    /** Percent of a core since an earlier reading. */
    public double percentSince(ProcessUsage earlier) {
        return 100 * (cpuTicks - earlier.cpuTicks) / TICKS_PER_SECOND / ((nanos - earlier.nanos) / 1e9);
    }

    public double wakeUpsPerSecondSince(ProcessUsage earlier) {
        return (wakeUps - earlier.wakeUps) / ((nanos - earlier.nanos) / 1e9);
    }
}
