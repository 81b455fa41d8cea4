package io.dishrack.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Waits until everything is finished. The finisher of the last item wakes it. */
final class Joiner {

    private final Core core;
    private final Census census;
    private final AtomicBoolean closed;

    Joiner(Core core, Census census, AtomicBoolean closed) {
        this.core = core;
        this.census = census;
        this.closed = closed;
    }

    /** Whether it is, before the time ran out. */
    boolean join(Waiting waiting) throws InterruptedException {
        for (; ; ) {
            Waiting.throwIfInterrupted();
            core.throwIfClosed(closed);
            core.throwIfInTrouble();
            int ticket = core.signals.finished().prepare();
            if (census.allFinished() && !holdsUnpublished()) {
                return true;
            }
            long left = waiting.left();
            if (left <= 0) {
                return false;
            }
            core.signals.finished().await(ticket, left);
        }
    }

    /** Whether a washer died in a put just now, and its item came out whole. */
    private boolean holdsUnpublished() {
        core.itemLock.checkHolder();
        return !census.allFinished();
    }
}
