package io.dishrack.engine;

import io.dishrack.engine.signal.Signal;
import io.dishrack.engine.slots.SharedLock;
import java.util.function.BooleanSupplier;

/**
 * One flush for all who wait for it: whoever gets the lock flushes what there is by then, the others sleep and find
 * that theirs went along. Works across threads and processes; thread-safe.
 *
 * <p>Crash: the flusher's lock is freed by its reaper, and by those who wait here; what it had not noted as flushed is
 * flushed again.
 */
final class GroupCommit {

    private final SharedLock lock;
    private final Signal flushed;
    /** Used under the lock. */
    private final Gathering gathering = new Gathering();

    /** The lock of whoever flushes, and the place where the others wait; the flusher wakes them. */
    GroupCommit(SharedLock lock, Signal flushed) {
        this.lock = lock;
        this.flushed = flushed;
    }

    /** For those who flush. */
    Gathering gathering() {
        return gathering;
    }

    /**
     * Returns when {@code isFlushed} holds. An interrupt is left for later.
     *
     * @param flush flushes what there is at its start, then makes {@code isFlushed} hold for it; run under the lock
     */
    void await(BooleanSupplier isFlushed, Runnable flush) {
        while (!isFlushed.getAsBoolean() && !tryFlush(isFlushed, flush)) {
            int ticket = flushed.prepare();
            if (!isFlushed.getAsBoolean() && !tryFlush(isFlushed, flush)) {
                flushed.await(ticket, Signal.SLICE_NANOS);
                lock.checkHolder();
            }
        }
    }

    /** False when somebody else flushes. */
    private boolean tryFlush(BooleanSupplier isFlushed, Runnable flush) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (!isFlushed.getAsBoolean()) {
                flush.run();
            }
        } finally {
            lock.unlock();
            flushed.wake(Integer.MAX_VALUE);
        }
        return true;
    }
}
