package io.dishrack.bench.children;

import java.util.concurrent.locks.LockSupport;

/**
 * A schedule: every so many nanoseconds, whatever happened meanwhile. Who is late catches up, and the intended instant
 * tells by how much (no coordinated omission).
 */
public final class Pacer {

    /** Parking is late by about this much; the rest is spun away. */
    private static final long SPIN_NANOS = 100_000;

    private final long interval;
    private long next = System.nanoTime();

    public Pacer(long interval) {
        this.interval = interval;
    }

    /** Waits for the next instant of the schedule and returns it. */
    public long awaitNext() {
        next += interval;
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
        return next;
    }
}
