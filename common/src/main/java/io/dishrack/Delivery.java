package io.dishrack;

import java.time.Duration;

/**
 * An item in the hands of one taker, until it is settled by exactly one of {@link #done}, {@link #fail},
 * {@link #reject} or {@link #release}. Settling twice is an {@link IllegalStateException}.
 *
 * <p>Thread-safe: a delivery may be settled by another thread than the one that took it.
 */
public interface Delivery<T> {

    /** The item's number, from 1 in put order. */
    long number();

    /** Which hand-out this is, from 1. */
    int attempt();

    /** The item, decoded. */
    T item();

    /** The key it was put with, or null. */
    String key();

    /** Whether the washer asked for this item's result to be kept. */
    boolean wantsResult();

    /** Acknowledges the item; its {@link Report} is empty. */
    default Outcome done() {
        return done(Report.NONE);
    }

    /**
     * Acknowledges the item. After {@link Outcome#APPLIED} it is never handed out again.
     *
     * @param report what came of it; kept when {@link #wantsResult()}
     */
    Outcome done(Report report);

    /**
     * Says that this attempt failed: it is retried after a back-off, or becomes a dead letter when its attempts are
     * used up. The report is always kept.
     */
    Outcome fail(Report report);

    /** Makes the item a dead letter now, whatever attempts are left. The report is always kept. */
    Outcome reject(Report report);

    /** Hands the item back as if it had not been taken; the attempt does not count. */
    Outcome release();

    /**
     * Asks for more time before the lease of a process that seems frozen runs out. An engine that renews leases by
     * itself has nothing to do.
     *
     * @return {@link Outcome#LEASE_LOST} when the item is no longer this delivery's
     */
    Outcome extend(Duration duration);

    /**
     * Tells the queue that an operating-system process works on this item: should this JVM be killed, that process is
     * killed with its descendants before the item is handed out again. Forgotten when the delivery is settled.
     */
    void runsIn(ProcessHandle process);

    /** How it was settled, or null when it was not yet. */
    Outcome outcome();
}
