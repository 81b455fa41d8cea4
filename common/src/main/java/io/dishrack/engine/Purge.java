package io.dishrack.engine;

import io.dishrack.QueuePurge;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.LogWriter;
import io.dishrack.engine.slots.SharedLock;

/**
 * Deletes all history now. The logs go on in new segments first, so that the ones written last can go too.
 *
 * <p>Crash: between any two steps the queue is in order, and the next purge, or anybody's upkeep, goes on.
 */
final class Purge {

    /** Whatever makes more room than it takes. */
    private static final Reclaimer.Limits ALL = new Reclaimer.Limits(new ControlFile.Keeping(0, 0), 1, 1, false);

    private final Core core;
    private final Redrive redrive;
    private final Census census;
    private final Upkeep upkeep;

    Purge(Core core, Redrive redrive, Census census, Upkeep upkeep) {
        this.core = core;
        this.redrive = redrive;
        this.census = census;
        this.upkeep = upkeep;
    }

    QueuePurge run(boolean dead, boolean execute) {
        if (!execute) {
            PurgeEstimate.Source source =
                    new PurgeEstimate.Source(core.folder, core.control, core.ledger, core.itemWords, core.resultWords);
            return new PurgeEstimate(source, dead).run(census);
        }
        long letters = dead ? redrive.cancelAll() : 0;
        upkeep.sumUpNow();
        core.reclaimLock.lockUninterruptibly();
        try {
            Reclaimer reclaimer = new Reclaimer(core, () -> false);
            // First what needs no new segment: on a full disk that makes the room for one.
            long bytes = reclaimer.run(ALL);
            if (reclaimer.isMostlyOver()) {
                roll(core.itemLock, core.itemWords, core.itemWriter);
            }
            roll(core.resultLock, core.resultWords, core.resultWriter);
            return new QueuePurge(bytes + reclaimer.run(ALL), letters);
        } finally {
            core.reclaimLock.unlock();
        }
    }

    private void roll(SharedLock lock, LogWords words, LogWriter writer) {
        if (words.publishedVolatile() < words.first(words.cycleAcquire())) {
            return;
        }
        lock.lockUninterruptibly();
        try {
            writer.rollNow();
            core.reached(Fault.PURGE_ROLLED);
        } finally {
            lock.unlock();
        }
    }
}
