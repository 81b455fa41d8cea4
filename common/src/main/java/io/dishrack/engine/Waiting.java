package io.dishrack.engine;

import java.time.Duration;

/** A time-out that runs. */
final class Waiting {

    /** For ever, as far as anyone will notice. */
    static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final long start = System.nanoTime();
    private final long nanos;

    /** Begins now; zero or more. */
    Waiting(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("negative time-out: timeout=" + timeout + "; use zero or more");
        }
        nanos = timeout.compareTo(FOREVER) >= 0 ? Long.MAX_VALUE : timeout.toNanos();
    }

    /** What is left, in nanoseconds; zero or less when the time has run out. */
    long left() {
        return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : nanos - (System.nanoTime() - start);
    }

    /** Whether the time ran out that long ago or longer. */
    boolean isOver(long nanosAgo) {
        long left = left();
        return left <= 0 && left <= -nanosAgo;
    }

    /** Whether it began less than {@code spin} nanoseconds ago. */
    boolean spins(long spin) {
        return spin > 0 && System.nanoTime() - start < spin;
    }

    static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
