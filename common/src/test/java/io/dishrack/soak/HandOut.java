package io.dishrack.soak;

import io.dishrack.Outcome;
import java.util.Comparator;

/** An item in the hands of a dryer, as that dryer said. */
final class HandOut {

    /** How far it came, as far as the dryer said. */
    enum End {
        /** Nothing was said since. */
        NONE,
        /** Its command ran to its end; a real dryer does not say what done returned. */
        WORKED,
        /** Done returned {@link Outcome#APPLIED}. */
        APPLIED,
        /** Done was refused. */
        LEASE_LOST
    }

    /** In the order in which the queue handed them out; released ones have the number of their successor. */
    static final Comparator<HandOut> ORDER = Comparator.comparingInt(HandOut::attempt)
            .thenComparing(hand -> hand.end == End.APPLIED)
            .thenComparingLong(HandOut::nanos);

    private final long number;
    private final int attempt;
    private final String worker;
    private final long nanos;
    private final Origin origin;
    private End end = End.NONE;
    private long endNanos;

    HandOut(long number, int attempt, String worker, long nanos, Origin origin) {
        this.number = number;
        this.attempt = attempt;
        this.worker = worker;
        this.nanos = nanos;
        this.origin = origin;
    }

    long number() {
        return number;
    }

    int attempt() {
        return attempt;
    }

    String worker() {
        return worker;
    }

    /** When, by {@link System#nanoTime}; after the take has returned. */
    long nanos() {
        return nanos;
    }

    Origin origin() {
        return origin;
    }

    End end() {
        return end;
    }

    void end(End reached, long when) {
        end = reached;
        endNanos = when;
    }

    /** For people, with times since {@code zero}. */
    String describe(long zero) {
        String ended = end == End.NONE ? "" : " " + end + " at " + Times.since(zero, endNanos);
        return "attempt " + attempt + " by " + worker + " at " + Times.since(zero, nanos) + ended;
    }
}
