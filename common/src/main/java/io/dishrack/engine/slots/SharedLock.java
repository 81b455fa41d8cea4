package io.dishrack.engine.slots;

import io.dishrack.engine.region.CutFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import io.dishrack.engine.signal.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * A lock in a sealed word of the control file: 0, or one more than the slot of its holder. Threads of one handle first queue
 * for a lock of their own, so that at most one of them is at the word.
 *
 * <p>Crash: the word keeps naming the dead holder. Whoever reaps that slot brings what the lock guards into order and
 * then calls {@link #takeFrom}. Waiters see to that themselves, {@link #checkHolder}.
 */
public final class SharedLock {

    private static final int SPINS = 200;

    private final Region region;
    private final int offset;
    private final Signal signal;
    private final long free;
    private final long mine;
    private final IntConsumer holderCheck;
    private final ReentrantLock local = new ReentrantLock();

    /**
     * At an offset of the control file, for the holder of {@code slot}.
     *
     * @param holderCheck is called by a waiter now and then with the holder's slot: to clean up if it died
     */
    public SharedLock(Region region, int offset, Signal signal, int slot, IntConsumer holderCheck) {
        this.region = region;
        this.offset = offset;
        this.signal = signal;
        this.free = Sealed.seal(0, offset);
        this.mine = Sealed.seal(slot + 1L, offset);
        this.holderCheck = holderCheck;
    }

    /** Locks, waiting at most {@code nanos}; false when the time ran out. */
    public boolean lock(long nanos) throws InterruptedException {
        if (!local.tryLock()) {
            long start = System.nanoTime();
            if (!local.tryLock(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
            nanos -= System.nanoTime() - start;
        }
        boolean locked = false;
        try {
            locked = region.casLong(offset, free, mine) || lockContended(nanos);
            return locked;
        } finally {
            if (!locked) {
                leave();
            }
        }
    }

    /** The error of an access before may have been thrown after the word was taken: nobody holds it then. */
    private void leave() {
        freeIfMine();
        local.unlock();
    }

    /** No error is left to be thrown afterwards: it would break the local lock. */
    private void freeIfMine() {
        try {
            if (region.longVolatile(offset) == mine) {
                region.longVolatile(offset, free);
                signal.wake(1);
            }
            CutFile.tell();
        } catch (InternalError cut) {
            // The word itself is cut, which whoever called is told by its own error.
        }
    }

    /** Locks, waiting as long as it takes; an interrupt meanwhile is kept for later. */
    public void lockUninterruptibly() {
        boolean interrupted = false;
        for (; ; ) {
            try {
                if (lock(Long.MAX_VALUE)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Locks if that is possible at once. */
    public boolean tryLock() {
        if (!local.tryLock()) {
            return false;
        }
        boolean locked = false;
        try {
            locked = region.casLong(offset, free, mine);
            return locked;
        } finally {
            if (!locked) {
                leave();
            }
        }
    }

    private boolean lockContended(long nanos) throws InterruptedException {
        for (int i = 0; i < SPINS; i++) {
            if (region.longVolatile(offset) == free && region.casLong(offset, free, mine)) {
                return true;
            }
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        for (; ; ) {
            int ticket = signal.prepare();
            if (region.casLong(offset, free, mine)) {
                return true;
            }
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            signal.await(ticket, Math.min(left, Signal.SLICE_NANOS));
            checkHolder();
        }
    }

    /** Cleans up after the holder if it died; whoever waits for a lock does not depend on anybody else's thread. */
    public void checkHolder() {
        long holder = region.longVolatile(offset);
        if (holder != free && holder != mine) {
            holderCheck.accept((int) region.unseal(holder, offset) - 1);
        }
    }

    public void unlock() {
        try {
            // Thrown here and not in the midst of what follows.
            CutFile.tellWhileYoung();
            region.longVolatile(offset, free);
            signal.wake(1);
            CutFile.tellWhileYoung();
        } catch (InternalError cut) {
            // Of an access before, perhaps to another file: while this process lives nobody else would free the word.
            freeIfMine();
            throw cut;
        } finally {
            local.unlock();
        }
    }

    /** Frees the word if a dead process's slot holds it. Assumes that what it guards is in order. */
    public void takeFrom(int deadSlot) {
        if (region.casSealed(offset, deadSlot + 1L, 0)) {
            signal.wakeAll();
        }
    }

    /** Whether a slot holds it. */
    public boolean isHeldBy(int slot) {
        return region.sealedVolatile(offset) == slot + 1L;
    }
}
