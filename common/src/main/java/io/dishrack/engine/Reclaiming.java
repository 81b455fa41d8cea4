package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import java.util.concurrent.TimeUnit;

/**
 * Runs the {@link Reclaimer} in a thread of its own, which lives as long as there is something to reclaim: the keeper
 * does not wait for copies. Used by the keeper only, but for {@link #close}.
 */
final class Reclaiming {

    /** What could not be reclaimed is looked at again after this time, or when something gets to a new segment. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Core core;
    private volatile boolean stopped;
    private Thread thread;
    private long seen = -1;
    private int taking;
    private long triedNanos = System.nanoTime();

    Reclaiming(Core core) {
        this.core = core;
    }

    /** Begins if there may be something. Costs a few loads mostly. */
    void begin() {
        int segments = Reclaimer.usual(core.control).segments();
        long items = core.itemWords.cycleAcquire();
        long results = core.resultWords.cycleAcquire();
        if (items - core.itemWords.lowestAcquire() < segments
                && results - core.resultWords.lowestAcquire() < segments) {
            return;
        }
        // Takers too: while a backlog is worked off, nothing else moves.
        taking = core.itemWords.cycleOf(core.control.frontierVolatile(), taking);
        long now = (items * 31 + results) * 31 + taking;
        long nanos = System.nanoTime();
        if (now == seen && nanos - triedNanos < PAUSE_NANOS || thread != null && thread.isAlive()) {
            return;
        }
        seen = now;
        triedNanos = nanos;
        thread = new Thread(this::run, "dishrack-reclaimer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Who finds another at it has nothing to do. What can't be done is left, and tried again some time. */
    private void run() {
        try {
            if (core.reclaimLock.tryLock()) {
                try {
                    new Reclaimer(core, () -> stopped).run(Reclaimer.usual(core.control));
                } finally {
                    core.reclaimLock.unlock();
                }
            }
        } catch (QueueUnusableException | InternalError e) {
            // A full disk, or damage, which is told to those who meet it: nothing was deleted that is needed.
        }
    }

    /** Breaks it off, and waits for that. The keeper has stopped. */
    void close() {
        stopped = true;
        if (thread != null) {
            Threads.join(thread);
        }
    }
}
