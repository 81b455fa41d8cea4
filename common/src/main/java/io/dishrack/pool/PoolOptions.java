package io.dishrack.pool;

import java.time.Duration;

/**
 * How a pool takes items. Immutable; the {@code with...} methods return a changed copy.
 *
 * @param name of the pool; its threads are called after it
 * @param batch items that a worker claims at once, 1 or more; those it has not begun when it is dismissed it hands back
 * @param idle a worker that finds nothing to do for so long ends; null for never
 * @param onDemand up to so many workers start by themselves while items wait and none is idle, see {@link
 *     WorkerPool#demand}; 0 for none
 */
public record PoolOptions(String name, int batch, Duration idle, int onDemand) {

    /** One item at a time, workers stay. */
    public static final PoolOptions DEFAULTS = new PoolOptions("pool", 1, null, 0);

    /** Checks the ranges. */
    public PoolOptions {
        if (batch < 1) {
            throw new IllegalArgumentException("batch out of range: batch=" + batch + "; use 1 or more");
        }
        if (onDemand < 0) {
            throw new IllegalArgumentException("onDemand out of range: onDemand=" + onDemand + "; use 0 or more");
        }
        if (idle != null && idle.isNegative()) {
            throw new IllegalArgumentException("idle out of range: idle=" + idle + "; use zero or more");
        }
    }

    public PoolOptions withName(String value) {
        return new PoolOptions(value, batch, idle, onDemand);
    }

    public PoolOptions withBatch(int value) {
        return new PoolOptions(name, value, idle, onDemand);
    }

    public PoolOptions withIdle(Duration value) {
        return new PoolOptions(name, batch, value, onDemand);
    }

    public PoolOptions withOnDemand(int value) {
        return new PoolOptions(name, batch, idle, value);
    }
}
