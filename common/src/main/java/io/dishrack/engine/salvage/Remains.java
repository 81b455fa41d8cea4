package io.dishrack.engine.salvage;

import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlScan;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.log.LogScan;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * What was reclaimed of a queue, concluded from what is left: where the file that tells it can't be relied on. A ledger
 * file that is missing was reclaimed where all of its items were finished once, or have no segment any more; how many of
 * them had been cancelled is not known, they count as done.
 */
record Remains(ControlScan control, List<LogScan.Segment> items, List<LogScan.Segment> results) {

    Reclaimed conclude(SortedSet<Long> ledgerFiles, int ledgerItems) {
        Reclaimed.Mark itemMark = mark(items, ControlDescriptor.LOG_OFFSET, ControlDescriptor.ITEM_CYCLES_OFFSET);
        Reclaimed concluded = new Reclaimed(
                itemMark,
                mark(results, ControlDescriptor.RESULTS_LOG_OFFSET, ControlDescriptor.RESULT_CYCLES_OFFSET),
                List.of());
        long finished = Math.max(
                itemMark.first() - 1,
                control.value(ControlDescriptor.FINISHED_UP_TO_OFFSET).orElse(0));
        for (long file = 0; (file + 1) * ledgerItems <= finished; file++) {
            if (!ledgerFiles.contains(file)) {
                concluded = concluded.without(file, 0);
            }
        }
        return concluded;
    }

    /** The first segment as control has it, or else the first that there is and that tells its number. */
    private Reclaimed.Mark mark(List<LogScan.Segment> segments, int log, int table) {
        OptionalLong lowest = control.value(log + ControlDescriptor.LOG_LOWEST);
        if (lowest.isPresent() && lowest.getAsLong() == 0) {
            return Reclaimed.Mark.NONE;
        }
        if (lowest.isPresent()) {
            OptionalLong first =
                    control.value(table + (int) (lowest.getAsLong() % ControlDescriptor.CYCLES) * Long.BYTES);
            if (first.isPresent()) {
                return new Reclaimed.Mark((int) lowest.getAsLong(), first.getAsLong());
            }
        }
        return segments.stream()
                .filter(segment -> segment.firstNumber() > 0 && !segment.isForeign())
                .findFirst()
                .map(segment -> new Reclaimed.Mark(segment.cycle(), segment.firstNumber()))
                .orElse(Reclaimed.Mark.NONE);
    }

    /** What is wrong with what the file says, given control; or null. */
    static String fact(ControlScan control, Reclaimed told) {
        long items = control.value(ControlDescriptor.LOG_OFFSET + ControlDescriptor.LOG_LOWEST)
                .orElse(0);
        long results = control.value(ControlDescriptor.RESULTS_LOG_OFFSET + ControlDescriptor.LOG_LOWEST)
                .orElse(0);
        return told.items().cycle() < items || told.results().cycle() < results
                ? "file is missing or old: control tells that more was reclaimed"
                : null;
    }
}
