package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.ledger.Tally;

/**
 * Counts items by their words. Thread-safe, changes nothing.
 *
 * <p>Nothing is counted along the way, so no crash can make a count wrong. Finished ledger files carry their totals, and
 * where all before them is finished too, the totals of all; what lies beyond the frontier is READY without a look; so a
 * count costs as much as the items in between.
 */
final class Census {

    private final ControlFile control;
    private final Ledger ledger;
    /** What this handle saw finished; a stale value only costs another look. */
    private volatile Seen seen = new Seen(0, 0);

    Census(ControlFile control, Ledger ledger) {
        this.control = control;
        this.ledger = ledger;
    }

    /** Every number up to {@code finishedUpTo} is finished, as long as the count of redrives is the same. */
    private record Seen(long redrives, long finishedUpTo) {}

    /** Counts and the number they were counted for. */
    record Count(long put, long ready, Tally tally) {

        long unfinished() {
            return put - tally.finished();
        }
    }

    /** Counts all items. Exact when nothing moves; otherwise each item is counted in a state it had meanwhile. */
    Count count() {
        for (; ; ) {
            long redrives = control.redrivesVolatile();
            // Before 'finished up to' is looked at, which is beyond what was reclaimed by then.
            Reclaimed reclaimed = ledger.reclaimed();
            Tally tally = new Tally(ControlDescriptor.SLOTS);
            long frontier = control.frontierVolatile();
            long put = Math.max(frontier, control.publishedVolatile());
            for (long number = countFinished(tally) + 1; number <= frontier; ) {
                LedgerSegment segment = ledger.part(number);
                segment.count(frontier, tally);
                number = segment.last() + 1;
            }
            // The totals of finished items change when some are redriven and end anew; and with the files of those
            // that were reclaimed meanwhile they may have been counted twice.
            if (control.redrivesVolatile() == redrives && ledger.reclaimed() == reclaimed) {
                return new Count(put, put - frontier + tally.of(ItemState.READY), tally);
            }
        }
    }

    /** Adds up the files in which all is finished, without a look at each; says which number is the last of them. */
    private long countFinished(Tally tally) {
        long finished = control.finishedUpToVolatile();
        return finished > 0 && ledger.addAll(finished, tally) ? finished : 0;
    }

    /** Items that wait to be taken: those beyond the frontier, and those that came back. */
    long waiting() {
        long frontier = control.frontierVolatile();
        long[] waiting = {Math.max(0, control.publishedVolatile() - frontier)};
        ledger.visit(ControlFile.lowest(control.returnedVolatile()), frontier, (segment, number, word) -> {
            if (StateWord.isReady(word)) {
                waiting[0]++;
            }
            return true;
        });
        return waiting[0];
    }

    /** Whether some other slot than this one holds an item. */
    boolean othersHold(int slot) {
        return !ledger.visit(
                control.finishedUpToVolatile() + 1,
                control.frontierVolatile(),
                (segment, number, word) -> !StateWord.isTaken(word) || StateWord.slot(word) == slot);
    }

    /**
     * Whether every item that was put is finished, at some moment during the call. Mostly looks at one word: the first
     * that was unfinished the last time. Says no while a redrive is under way, and begins again when there was one
     * meanwhile: else it might pass a dead letter, which is then redriven, and find the rest finished later.
     */
    boolean allFinished() {
        for (; ; ) {
            long redrives = control.redrivesVolatile();
            if (ControlFile.isRedriving(redrives)) {
                return false; // who ends it wakes the joiners
            }
            long published = control.publishedVolatile();
            if (control.frontierVolatile() < published) {
                return false;
            }
            long upTo = finishedUpTo(redrives, published);
            note(redrives, upTo);
            if (upTo < published) {
                return false;
            }
            if (control.publishedVolatile() == published && control.redrivesVolatile() == redrives) {
                return true;
            }
        }
    }

    /** The number before the first unfinished one, at most {@code published}. */
    private long finishedUpTo(long redrives, long published) {
        Seen last = seen;
        long known = last.redrives == redrives ? last.finishedUpTo : 0;
        long number = Math.max(known, control.finishedUpToVolatile()) + 1;
        while (number <= published) {
            LedgerSegment segment = ledger.segment(number);
            long end = Math.min(published, segment.last());
            if (!segment.isComplete()) {
                while (number <= end && StateWord.isFinished(segment.wordVolatile(number))) {
                    number++;
                }
                if (number <= end) {
                    return number - 1;
                }
            }
            number = end + 1;
        }
        return published;
    }

    private void note(long redrives, long finishedUpTo) {
        Seen last = seen;
        if (last.redrives != redrives || last.finishedUpTo != finishedUpTo) {
            seen = new Seen(redrives, finishedUpTo);
        }
    }
}
