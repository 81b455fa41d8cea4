package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.ledger.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes dead letters READY again: the one step by which a finished item becomes unfinished; or, for a purge, CANCELLED,
 * which changes a finished item's state. So what was remembered about
 * finished items, by the queue (totals of ledger files, 'finished up to') and by each handle, is taken back first.
 *
 * <p>Under the upkeep lock, in portions; the order of the steps, with what a reader finds if the process dies after each:
 *
 * <ol>
 *   <li>the redrive count becomes odd: join waits. Its reaper makes it even.
 *   <li>'finished up to' is lowered, the file's totals are taken back: all is finished and is counted word by word, until
 *       somebody sums up again.
 *   <li>each word goes from DEAD to READY, by a CAS, so that of two redrives one wins.
 *   <li>the returned hint is lowered, so that takers find it. Before that they don't, but the reaper does.
 *   <li>the redrive count becomes even again, another than before: what handles remember from before is void.
 * </ol>
 *
 * Conserves: ready + taken + delayed + done + dead + cancelled == put.
 */
final class Redrive {

    /** Items looked at under one hold of the lock. */
    private static final int PORTION = 1024;

    private final Core core;
    private final KeyOrder keyOrder;
    private final Losses losses;

    Redrive(Core core, KeyOrder keyOrder, Losses losses) {
        this.core = core;
        this.keyOrder = keyOrder;
        this.losses = losses;
    }

    /** One item; false when it is not a dead letter. */
    boolean one(long number) {
        return number >= 1 && number <= core.control.frontierVolatile() && redrive(number, number, false) == 1;
    }

    /** All dead letters; says how many there were. What dies again meanwhile is left dead. */
    long all() {
        return all(false);
    }

    /** Makes all of them CANCELLED instead, by the same steps; says how many there were. */
    long cancelAll() {
        return all(true);
    }

    private long all(boolean cancel) {
        long frontier = core.control.frontierVolatile();
        long count = 0;
        for (long number = 1; number <= frontier; ) {
            LedgerSegment segment = core.ledger.segment(number);
            long last = Math.min(frontier, segment.last());
            if (!segment.isComplete() || hasDead(segment)) {
                last = Math.min(last, number + PORTION - 1);
                count += redrive(number, last, cancel);
            }
            number = last + 1;
        }
        return count;
    }

    private static boolean hasDead(LedgerSegment segment) {
        Tally tally = new Tally(ControlDescriptor.SLOTS);
        segment.count(segment.last(), tally);
        return tally.dead() > 0;
    }

    /** Items of one ledger file. */
    private int redrive(long first, long last, boolean cancel) {
        LedgerSegment segment = core.ledger.segment(first);
        List<Settlement.HandOut> dead = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            long word = segment.wordVolatile(number);
            if (StateWord.state(word) == ItemState.DEAD) {
                dead.add(new Settlement.HandOut(number, word, losses.self(), 0));
            }
        }
        if (dead.isEmpty()) {
            return 0;
        }
        core.upkeepLock.lockUninterruptibly();
        try {
            if (!cancel && core.control.shutdownVolatile() == ControlFile.SHUTDOWN_NOW) {
                throw FolderQueue.closedException(core); // they would be cancelled at once
            }
            core.control.beginRedrive();
            core.reached(Fault.REDRIVE_BEGUN);
            dead.removeIf(item -> !change(segment, item, cancel));
        } finally {
            try {
                core.control.endRedrive();
                core.reached(Fault.REDRIVE_ENDED);
            } finally {
                core.upkeepLock.unlock();
            }
        }
        core.reached(Fault.REDRIVE_UNLOCKED);
        dead.forEach(item -> core.flushes.settledLater(item.number()));
        core.flushes.settleChanged();
        core.signals.items().wakeAll();
        core.signals.finished().wakeAll(); // joiners who were told to wait look again
        if (!cancel) {
            losses.redriven(dead);
        }
        return dead.size();
    }

    private boolean change(LedgerSegment segment, Settlement.HandOut item, boolean cancel) {
        if (core.control.finishedUpToVolatile() >= segment.first()) {
            core.control.finishedUpToVolatile(segment.first() - 1);
        }
        core.reached(Fault.REDRIVE_LOWERED);
        keyOrder.redriving(item.number());
        segment.reopen();
        core.reached(Fault.REDRIVE_REOPENED);
        long next = cancel
                ? StateWord.cancelled(item.word(), item.number())
                : StateWord.redriven(item.word(), item.number());
        if (!segment.casWord(item.number(), item.word(), next)) {
            return false;
        }
        core.reached(Fault.REDRIVE_READY);
        if (!cancel) {
            core.hintReady(item.number(), next);
        }
        core.reached(Fault.REDRIVE_HINTED);
        return true;
    }
}
