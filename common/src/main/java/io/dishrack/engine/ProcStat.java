package io.dishrack.engine;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process as {@code /proc/PID/stat} tells of it, see proc(5). Its start time, in clock ticks since the machine was
 * booted, tells two processes apart that had the same pid one after the other; unlike a date it does not move when the
 * clock is set.
 *
 * @param zombie whether it is dead and only waits to be noticed by its parent
 * @param start when it started
 */
record ProcStat(boolean zombie, long start) {

    private static final int RADIX = 10;
    private static final int STATE_FIELD = 0;
    private static final int START_FIELD = 19;
    /** Holds all fields up to the start, however large. */
    private static final int ENOUGH = 1024;

    /** Empty when there is no such process. */
    static Optional<ProcStat> of(long pid) {
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
            byte[] text = new byte[ENOUGH];
            int length = in.read(text); // all of it at once: the system makes the text as it is read
            return length <= 0
                    ? Optional.empty()
                    : Optional.of(parse(new String(text, 0, length, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            return withoutProc(pid);
        }
    }

    /** The processes of this user whose environment has a variable that begins so; none where there is no /proc. */
    static List<Long> bearing(String variable) {
        File[] processes = new File("/proc").listFiles((proc, name) -> Character.isDigit(name.charAt(0)));
        List<Long> found = new ArrayList<>();
        for (File process : processes == null ? new File[0] : processes) {
            try (FileInputStream in = new FileInputStream(new File(process, "environ"))) {
                String environment = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                if (environment.startsWith(variable) || environment.contains("\0" + variable)) {
                    found.add(Long.parseLong(process.getName()));
                }
            } catch (IOException e) {
                continue; // gone, or another user's; a zombie has no environment
            }
        }
        return found;
    }

    /** The name, in parentheses, may hold anything; the fields are counted from behind it. */
    private static ProcStat parse(String stat) {
        int first = stat.lastIndexOf(')') + 2;
        int start = first;
        for (int field = STATE_FIELD; field < START_FIELD; field++) {
            start = stat.indexOf(' ', start) + 1;
        }
        return new ProcStat(stat.charAt(first) == 'Z', Long.parseLong(stat, start, stat.indexOf(' ', start), RADIX));
    }

    private static Optional<ProcStat> withoutProc(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(start -> new ProcStat(false, start));
    }
}
