package io.dishrack.engine.control;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a queue's history is there no more: a value, as the file {@code reclaimed} says it, see {@link ReclaimedFile}.
 *
 * <p>Only finished items are reclaimed, and of those only the done and the cancelled: they never change again, so what is
 * said here stays true whatever else happens.
 *
 * @param items of the item log
 * @param results of the result log
 * @param runs ledger files that are gone, in order, never beside each other
 */
public record Reclaimed(Mark items, Mark results, List<Run> runs) {

    /** Nothing is gone. */
    public static final Reclaimed NONE = new Reclaimed(Mark.NONE, Mark.NONE, List.of());

    public Reclaimed {
        runs = List.copyOf(runs);
    }

    /**
     * Where a log begins.
     *
     * @param cycle its first segment
     * @param first the first number in it. Messages below that are needed still stand in files of their own
     */
    public record Mark(int cycle, long first) {

        /** The log begins at its beginning. */
        public static final Mark NONE = new Mark(0, 1);
    }

    /**
     * Ledger files beside each other that are gone, each full of items that are done or cancelled.
     *
     * @param first number of the first file
     * @param last number of the last file
     * @param cancelled how many items of them were cancelled
     */
    public record Run(long first, long last, long cancelled) {

        private Run and(Run next) {
            return new Run(first, next.last, cancelled + next.cancelled);
        }
    }

    /** The same but for the beginning of a log. */
    public Reclaimed with(boolean ofItems, Mark mark) {
        return ofItems ? new Reclaimed(mark, results, runs) : new Reclaimed(items, mark, runs);
    }

    /** The beginning of a log. */
    public Mark mark(boolean ofItems) {
        return ofItems ? items : results;
    }

    /** The same without one more ledger file. */
    public Reclaimed without(long file, long cancelled) {
        List<Run> all = new ArrayList<>(runs);
        all.add(new Run(file, file, cancelled));
        all.sort((a, b) -> Long.compare(a.first(), b.first()));
        List<Run> joined = new ArrayList<>();
        for (Run run : all) {
            int end = joined.size() - 1;
            if (end >= 0 && joined.get(end).last() + 1 == run.first()) {
                joined.set(end, joined.get(end).and(run));
            } else {
                joined.add(run);
            }
        }
        return new Reclaimed(items, results, joined);
    }

    /** The run that a ledger file belonged to, or null when it is not gone. */
    public Run run(long file) {
        int low = 0;
        int high = runs.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Run run = runs.get(middle);
            if (file < run.first()) {
                high = middle - 1;
            } else if (file > run.last()) {
                low = middle + 1;
            } else {
                return run;
            }
        }
        return null;
    }

    /** The last ledger file that is gone, or -1. */
    public long lastFile() {
        return runs.isEmpty() ? -1 : runs.get(runs.size() - 1).last();
    }
}
