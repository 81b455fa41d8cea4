package io.dishrack.engine;

import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.region.CutFile;
import io.dishrack.engine.slots.Slot;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread of a handle: shows a sign of life, notices dead and frozen processes, does the upkeep, and looks around
 * for those who sleep. Wakes 10 times a second, which is all that an idle process does; one of all processes of the queue
 * tries the lock bytes of the others each time. So a death is noticed after 50 ms on average and 100 ms at most, if the
 * machine lets this thread run.
 */
final class Keeper implements AutoCloseable {

    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Ticks in a row that may fail before the waiting calls of the handle fail too: a second. */
    private static final int TRIES = 10;

    /** Somewhat less than a tick, so that the duty is not missed by a hair. */
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
    /** Time that this thread did not run does not count against others: the whole machine may have slept. */
    private static final long MOST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A process this long silent has its record looked at: its lease may be damaged. */
    private static final long SUSPECT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Core core;
    private final Extensions extensions;
    private final Reaper reaper;
    private final Upkeep upkeep;
    private final LookAround lookAround;
    private final Thread thread;
    private final long[] lastBeat = new long[ControlDescriptor.SLOTS];
    private final long[] silentNanos = new long[ControlDescriptor.SLOTS];
    private final ReentrantLock probing = new ReentrantLock();
    private volatile boolean stopped;
    private int failures;

    Keeper(Core core, Extensions extensions, Reaper reaper, Upkeep upkeep, LookAround lookAround) {
        this.core = core;
        this.extensions = extensions;
        this.reaper = reaper;
        this.upkeep = upkeep;
        this.lookAround = lookAround;
        this.thread = new Thread(this::run, "dishrack-keeper");
        thread.setDaemon(true);
        // Should it end against all precaution, nobody waits for what it does not do any more.
        thread.setUncaughtExceptionHandler((ended, e) -> tell(e));
    }

    void start() {
        thread.start();
    }

    /**
     * The error of a file that was cut is thrown some time after the access, perhaps between two ticks where nothing
     * catches it: so all of {@link #tickOn} lies within the try.
     */
    private void run() {
        while (!stopped) {
            try {
                tickOn();
            } catch (RuntimeException | Error e) {
                // Tried again at the next tick; who waits on this handle is told when it does not get better.
                if (++failures >= TRIES) {
                    tell(e);
                }
            }
        }
    }

    private void tell(Throwable e) {
        core.trouble = e;
        try {
            core.signals.wakeAll();
        } catch (RuntimeException | Error cut) {
            // The words to wake by are what is lost; sleepers look by themselves within a second.
        }
    }

    private void tickOn() {
        long last = System.nanoTime();
        for (; ; ) {
            LockSupport.parkNanos(this, TICK_NANOS);
            if (stopped) {
                return;
            }
            long now = System.nanoTime();
            long elapsed = Math.min(now - last, MOST_TICK_NANOS);
            last = now;
            tick(now, elapsed);
            // A tick whose error is yet to be thrown has failed too.
            CutFile.tell();
            failures = 0;
            core.trouble = null;
        }
    }

    private void tick(long now, long elapsed) {
        extensions.beat();
        watchBeats(elapsed);
        upkeep.promoteDue();
        reaper.recordLate();
        lookAround.run();
        if (!probing.isLocked() && core.control.winProbe(now, PROBE_NANOS)) {
            probe();
            upkeep.sumUp();
            upkeep.reclaim();
            if (core.control.shutdownVolatile() == ControlFile.SHUTDOWN_NOW) {
                upkeep.cancelWaiting();
            }
        }
    }

    /**
     * Tries the byte of every slot in use, and cleans up after the dead. One thread of a handle at a time: two would
     * wait for each other's records, whose time is short, and leave some for later.
     */
    void probe() {
        probing.lock();
        try {
            int high = core.slots.high();
            for (int index = 0; index < high; index++) {
                core.reap(index);
            }
        } finally {
            probing.unlock();
        }
    }

    private void watchBeats(long elapsed) {
        int high = core.slots.high();
        for (int index = 0; index < high; index++) {
            Slot slot = core.slots.slot(index);
            long beat = slot.heartbeatAcquire();
            if (index == core.slot().index() || !slot.isInUse() || beat != lastBeat[index]) {
                lastBeat[index] = beat;
                silentNanos[index] = 0;
                continue;
            }
            silentNanos[index] += elapsed;
            if (silentNanos[index] > SUSPECT_NANOS) {
                slot.verify();
            }
            if (isOverdue(slot, TimeUnit.NANOSECONDS.toMillis(silentNanos[index]))) {
                silentNanos[index] = 0;
            }
        }
    }

    /** Says whether the slot's owner was silent for too long; what that means for it was seen to. */
    private boolean isOverdue(Slot slot, long silentMillis) {
        if (silentMillis <= slot.leaseMillis()) {
            return false;
        }
        if (reaper.fence(slot)) {
            return true;
        }
        if (silentMillis <= slot.patienceMillis()) {
            return false;
        }
        reaper.takeFromFrozen(slot);
        return true;
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
        upkeep.close();
    }
}
