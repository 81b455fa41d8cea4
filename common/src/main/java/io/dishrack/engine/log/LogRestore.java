package io.dishrack.engine.log;

import io.dishrack.engine.control.Reclaimed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the files of a log say about it, when its words in the control file can't be relied on.
 *
 * @param lowest the first segment that was not reclaimed
 * @param firsts of the segments from there on, the number each begins with; the last is of a segment to be made, so that
 *     nothing is ever appended behind what an unclean end may have left in a file. Empty when nothing was ever appended
 * @param published the last number that is whole
 */
public record LogRestore(int lowest, long[] firsts, long published) {

    /** Looks at the files. Walks those only whose successor does not tell where they end. */
    public static LogRestore of(Path folder, Reclaimed.Mark mark) {
        LogScan scan = new LogScan(folder);
        int lowest = mark.cycle();
        List<LogScan.Segment> segments = scan.segments().stream()
                .filter(segment -> segment.cycle() >= lowest)
                .toList();
        long published = mark.first() - 1;
        if (segments.isEmpty()) {
            return new LogRestore(lowest, lowest == 0 ? new long[0] : new long[] {mark.first()}, published);
        }
        long[] firsts = new long[segments.get(segments.size() - 1).cycle() + 2 - lowest];
        int filled = 0;
        for (int i = 0; i < segments.size(); i++) {
            LogScan.Segment segment = segments.get(i);
            long first = segment.firstNumber() > published ? segment.firstNumber() : published + 1;
            // Also of the segments that are missing before it: they hold nothing, and reading there fails.
            Arrays.fill(firsts, filled, segment.cycle() + 1 - lowest, first);
            filled = segment.cycle() + 1 - lowest;
            boolean told = i + 1 < segments.size() && segments.get(i + 1).firstNumber() > first;
            published = told ? segments.get(i + 1).firstNumber() - 1 : lastWhole(scan, segment, first);
        }
        firsts[filled] = published + 1;
        return new LogRestore(lowest, firsts, published);
    }

    /** The same of a log of which more was published than is left: the numbers in between are lost, not given again. */
    public LogRestore atLeast(long number) {
        if (number <= published) {
            return this;
        }
        long[] longer = firsts.length == 0 ? new long[] {1, 1} : firsts.clone();
        longer[longer.length - 1] = number + 1;
        return new LogRestore(lowest, longer, number);
    }

    private static long lastWhole(LogScan scan, LogScan.Segment segment, long first) {
        long[] last = {first - 1};
        scan.walk(segment, first, message -> {
            if (message.damage() == null) {
                last[0] = message.number();
            }
            return true;
        });
        return last[0];
    }
}
