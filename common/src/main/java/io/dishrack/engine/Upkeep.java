package io.dishrack.engine;

import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.ledger.Tally;
import java.util.TreeMap;

/**
 * Duties that keep a queue quick: due items made ready, finished ledger files summed up, a shutdown-now carried to its
 * end. One process at a time does them, under the upkeep lock; all may be broken off anywhere and repeated.
 */
final class Upkeep {

    private final Core core;
    private final Settlement settlement;
    /** Full ledger files not yet complete, by first number, with the first item that was unfinished the last time. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    private final Reclaiming reclaiming;
    private long nextFull = 1;
    /** The count of redrives for which the two above hold. */
    private long redrives;

    Upkeep(Core core, Settlement settlement) {
        this.core = core;
        this.settlement = settlement;
        this.reclaiming = new Reclaiming(core);
    }

    /** Makes delayed items READY whose time has come. Costs one load while none is due. */
    void promoteDue() {
        long now = System.currentTimeMillis();
        if (core.control.nextDueVolatile() > now || !core.upkeepLock.tryLock()) {
            return;
        }
        try {
            // First a hint for no time at all, then the scan: who fails an item meanwhile lowers the hint again. It
            // says 'none' only when the scan is over and nobody did. Killed in between, the hint is wrong until the
            // reaper of this process sets it to 0.
            core.control.nextDueVolatile(ControlFile.LOOKING);
            core.reached(Fault.PROMOTE_LOOKING);
            long next = promote(now);
            core.reached(Fault.PROMOTE_LOOKED);
            core.control.foundNextDue(next);
            core.reached(Fault.PROMOTE_NOTED);
        } finally {
            core.upkeepLock.unlock();
        }
    }

    private long promote(long now) {
        long[] next = {ControlFile.NONE_DUE};
        core.visitUnfinished((segment, number, word) -> {
            if (StateWord.isDelayed(word)) {
                long due = StateWord.dueMillis(word);
                if (due <= now) {
                    settlement.giveBack(number, word, StateWord.returned(word, number));
                    core.reached(Fault.PROMOTE_ONE);
                } else {
                    next[0] = Math.min(next[0], due);
                }
            }
            return true;
        });
        return next[0];
    }

    /** Sums up ledger files whose items are all finished. */
    void sumUp() {
        long lastFull = core.control.frontierVolatile() / core.ledger.items() * core.ledger.items();
        boolean nothing = open.isEmpty() && nextFull > lastFull && redrives == core.control.redrivesVolatile();
        if (nothing || !core.upkeepLock.tryLock()) {
            return;
        }
        try {
            sumUp(lastFull);
        } finally {
            core.upkeepLock.unlock();
        }
    }

    /** The same, waiting for whoever does it. */
    void sumUpNow() {
        core.upkeepLock.lockUninterruptibly();
        try {
            sumUp(core.control.frontierVolatile() / core.ledger.items() * core.ledger.items());
        } finally {
            core.upkeepLock.unlock();
        }
    }

    private void sumUp(long lastFull) {
        forgetRedriven();
        nextFull = Math.max(nextFull, core.control.finishedUpToVolatile() + 1);
        for (; nextFull <= lastFull; nextFull += core.ledger.items()) {
            open.put(nextFull, nextFull);
        }
        open.replaceAll((first, from) -> firstUnfinished(core.ledger.segment(first), from));
        open.entrySet()
                .removeIf(entry ->
                        entry.getValue() > core.ledger.segment(entry.getKey()).last());
        long firstOpen = open.isEmpty() ? nextFull : open.firstKey();
        raiseFinished(firstOpen - 1);
    }

    /** Assumes that all up to {@code last}, the end of a file, is summed up. */
    private void raiseFinished(long last) {
        long finished = core.control.finishedUpToVolatile();
        if (last <= finished) {
            return;
        }
        Reclaimed reclaimed = core.ledger.reclaimed();
        Tally all = new Tally(0);
        if (finished > 0 && !core.ledger.addAll(finished, all)) {
            all = new Tally(0);
            finished = 0;
        }
        while (finished < last) {
            LedgerSegment segment = core.ledger.part(finished + 1);
            segment.count(segment.last(), all);
            segment.noteAll(all);
            finished = segment.last();
        }
        if (core.ledger.reclaimed() != reclaimed) {
            return; // files that were reclaimed meanwhile may have been counted twice: the next look notes all anew
        }
        core.reached(Fault.SUM_ALL_NOTED);
        core.control.finishedUpToVolatile(last);
        core.reached(Fault.SUM_RAISED);
    }

    /** Deletes what is finished and beyond what is kept. */
    void reclaim() {
        reclaiming.begin();
    }

    /** Ends what runs beside the keeper, which has stopped. */
    void close() {
        reclaiming.close();
    }

    /** Finished items may be unfinished again: begins anew. Under the upkeep lock, so no redrive is under way. */
    private void forgetRedriven() {
        long now = core.control.redrivesVolatile();
        if (now != redrives) {
            redrives = now;
            open.clear();
            nextFull = 1;
        }
    }

    private long firstUnfinished(LedgerSegment segment, long from) {
        if (segment.isComplete()) {
            return segment.last() + 1;
        }
        long number = from;
        while (number <= segment.last() && StateWord.isFinished(segment.wordAcquire(number))) {
            number++;
        }
        if (number > segment.last()) {
            Tally tally = new Tally(ControlDescriptor.SLOTS);
            segment.count(segment.last(), tally);
            segment.noteTotals(tally);
            core.reached(Fault.SUM_NOTED);
            segment.complete();
            core.reached(Fault.SUM_COMPLETED);
        }
        return number;
    }

    /**
     * Cancels what waits, when the queue was shut down now. First the frontier goes to the end, so that takers find
     * nothing new and all that is READY lies behind it; then every waiting word is changed.
     */
    void cancelWaiting() {
        if (core.control.shutdownVolatile() != ControlFile.SHUTDOWN_NOW) {
            return;
        }
        long published = core.control.publishedVolatile();
        core.offerUpTo(published);
        core.reached(Fault.CANCEL_FRONTIER_MOVED);
        for (long number = core.control.finishedUpToVolatile() + 1; number <= published; number++) {
            LedgerSegment segment = core.ledger.segment(number);
            long word = segment.wordVolatile(number);
            while (StateWord.isQueued(word) && !segment.casWord(number, word, StateWord.cancelled(word, number))) {
                word = segment.wordVolatile(number);
            }
            core.reached(Fault.CANCEL_ONE);
        }
        core.reached(Fault.CANCEL_ALL);
        settlement.wakeJoiners();
        core.signals.results().wakeAll();
    }
}
