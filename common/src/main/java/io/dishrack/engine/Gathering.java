package io.dishrack.engine;

import java.util.function.LongSupplier;

/**
 * Lets a flush wait a moment for company. Those whom the last flush released are about to come back; a flush that starts
 * without them makes two groups of them for good, each half as large. Waits at most as long as a flush takes, and only
 * for as many as came lately; now and then for more, to see whether they come. For one thread at a time.
 */
final class Gathering {

    /** So many flushes after another, one hopes for more company than the last ones had. */
    private static final int PROBE = 32;

    private long hope;
    private long last;
    private long lastButOne;
    private long flushNanos;
    private int flushes;

    /** Waits until as many wait as can be hoped for, or for its moment. */
    void gather(LongSupplier waiting) {
        long enough = flushes++ % PROBE == 0 ? last + lastButOne : hope;
        long start = System.nanoTime();
        while (waiting.getAsLong() < enough && System.nanoTime() - start < flushNanos) {
            Thread.yield();
        }
    }

    /** Notes a flush. */
    void flushed(long count, long nanos) {
        hope = count >= hope ? count : (hope + count) / 2;
        lastButOne = last;
        last = count;
        flushNanos = nanos;
    }
}
