package io.dishrack;

import java.time.Duration;

/**
 * An item in the hands of one taker, until it is settled by exactly one of {@link #done}, {@link #fail},
 * {@link #reject} or {@link #release}. Settling twice is an {@link IllegalStateException}. What ends with a {@link
 * QueueUnusableException}, because the disk is full, has settled nothing: it may be tried again, or released, which needs
 * no room.
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
     * Puts what came of this item into the next queue, waiting while that is full, and acknowledges the item: one step
     * as far as a crash can tell. <b>Crash:</b> killed in between, or frozen and thawed too late, whoever is given the item
     * next finds by {@link JoinableQueue#find(Origin)} of {@link #origin} that it was put, and calls this, or puts with
     * the same origin, and nothing is put twice; an attempt that got here does not count. When this item ends otherwise
     * (failed, released), nothing was put, but for one case: see {@code Passing} of the engine.
     *
     * <p>Each of the two is as durable as its own queue's handle says, the next queue's part first.
     *
     * @param next another queue of the same engine
     * @param options of the new item; its origin is set here
     * @param report kept when {@link #wantsResult()}
     * @return {@link Outcome#LEASE_LOST} when the item is another's by now; then nothing was put, unless that other did
     * @throws InterruptedException while the next queue was full; nothing was settled
     * @throws QueueClosedException when the next queue is shut down; nothing was settled
     * @throws IllegalArgumentException when the output is too large, or the queue of another engine
     */
    Outcome doneInto(JoinableQueue<byte[]> next, byte[] output, ItemOptions options, Report report)
            throws InterruptedException;

    /** The origin of what {@link #doneInto} puts. */
    Origin origin();

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
     * Asks that this process may show no sign of life for a while, from now on, without losing its items: before a
     * container is suspended, say. The lease is of the process and renewed by itself as long as the process runs, so
     * work that merely takes long needs no extension. The items of a silent process are given to others only when both
     * its lease and the extension are over; of several extensions the longest counts. Settling the delivery ends it.
     *
     * <p><b>Crash:</b> it makes no difference. A process that is dead, not silent, loses its items at once, as ever; and
     * one that is stopped while it holds a lock of the queue is killed when its lease is over, since all wait for it.
     *
     * @param duration at most 24 hours; replaces what was asked for this delivery before, so zero takes it back
     * @return {@link Outcome#LEASE_LOST} when the item is no longer this delivery's: a way to learn that the work is in
     *     vain, at the cost of two loads and a store
     */
    Outcome extend(Duration duration);

    /**
     * Tells the queue that an operating-system process works on this item: should this JVM be killed, that process is
     * killed with its descendants before the item is handed out again. Forgotten when the delivery is settled.
     *
     * @param pid a process that this JVM started; one that has ended meanwhile is no matter
     */
    void runsIn(long pid);

    /**
     * Says that processes which bear a {@link RunMark} in their environment may work for this queue handle from now on:
     * should this JVM be killed, all of them are killed before its items are handed out again, however many they are and
     * whatever became of their parents. To be called before such a process is started; costs next to nothing.
     *
     * <p>Only a process that cleared its environment is not found; {@link #runsIn} finds it while its parents live.
     */
    void runsMarked();

    /**
     * Whether the item's cancelling was asked for, {@link JoinableQueue#cancel(long)}: its work is not wanted any more.
     * However it is settled then, but with done, it ends as cancelled. Costs a load.
     */
    boolean isCancelled();

    /**
     * Has something run when the cancelling is asked for before the delivery is settled: at once if it was already, else
     * within milliseconds, in a thread of the queue's that it should not hold up. At most once. What it throws is lost.
     * For one thread at a time.
     *
     * @param action replaces the one said before; null: nothing is to be run. That may be running already
     */
    void onCancel(Runnable action);

    /** How it was settled, or null when it was not yet. */
    Outcome outcome();
}
