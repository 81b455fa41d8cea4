package io.dishrack.engine;

import java.util.function.LongSupplier;

/**
 * Lets a flush wait a moment for company. Those whom the last flush released are about to come back; a flush that starts
 * without them makes two groups of them for good, each half as large. Waits at most half the time that a flush
 * takes, and hardly ever where nobody comes. For one thread at a time.
 */
final class Gathering {

    /** After a wait in vain so many flushes start at once. */
    private static final int IMPATIENCE = 32;

    private long last;
    private long lastButOne;
    private long flushNanos;
    private int impatient;

    /** Waits until as many wait as the last two flushes took along, or for its moment. */
    void gather(LongSupplier waiting) {
        long expected = last + lastButOne;
        if (impatient > 0) {
            impatient--;
            return;
        }
        long start = System.nanoTime();
        while (waiting.getAsLong() < expected) {
            if (System.nanoTime() - start > flushNanos / 2) {
                impatient = waiting.getAsLong() > last ? 0 : IMPATIENCE;
                return;
            }
            Thread.yield();
        }
    }

    /** Notes a flush. */
    void flushed(long count, long nanos) {
        lastButOne = last;
        last = count;
        flushNanos = nanos;
    }
}
