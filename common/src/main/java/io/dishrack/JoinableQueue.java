package io.dishrack;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A queue of work that separate processes share: producers put, consumers take and acknowledge each item as done, and
 * {@link #join()} returns when everything that was put is finished. The behaviour is that of Python's
 * {@code queue.Queue} and {@code multiprocessing.JoinableQueue}, except where crash safety forbids it.
 *
 * <p><b>Threads.</b> A handle may be used by any number of threads. Waiting calls answer an interrupt within 50 ms.
 *
 * <p><b>Crash.</b> A put that returned survives the death of any process. An item is handed out at least once; after
 * {@link Delivery#done()} returned {@link Outcome#APPLIED} it is never handed out again. The items of a killed process
 * are handed out to others by themselves.
 *
 * <p><b>Time-outs</b> are at least zero (zero: at once); a negative one is an {@link IllegalArgumentException}.
 *
 * @param <T> the items; see {@link Codec}
 */
public interface JoinableQueue<T> extends AutoCloseable {

    /** What {@link #offer} returns when the queue stayed full; item numbers start at 1. */
    long FULL = 0;

    /** {@link #put(Object, ItemOptions)} with no options. */
    default long put(T item) throws InterruptedException {
        return put(item, ItemOptions.NONE);
    }

    /**
     * Puts an item, waiting while the queue is full.
     *
     * @return the item's number, counted from 1 in the order of the puts; when {@code options} say that one is enough,
     *     {@link ItemOptions#unique of its key} or of its origin, and it is there already, that one's number, negative:
     *     then nothing was put
     * @throws QueueClosedException when the queue is or becomes shut down
     * @throws QueueUnusableException when the files can't take it; the item is then not in the queue
     * @throws IllegalArgumentException when the item can't be encoded or is too large; it costs no slot
     */
    long put(T item, ItemOptions options) throws InterruptedException;

    /**
     * Like {@link #put(Object, ItemOptions)}, waiting at most {@code timeout} for a free slot.
     *
     * @return as {@link #put(Object, ItemOptions)}, or {@link #FULL} when there was no slot in time
     */
    long offer(T item, ItemOptions options, Duration timeout) throws InterruptedException;

    /** {@link #offer(Object, ItemOptions, Duration)} with no options. */
    default long offer(T item, Duration timeout) throws InterruptedException {
        return offer(item, ItemOptions.NONE, timeout);
    }

    /**
     * Puts many items, in order and much cheaper than one by one. They are numbered one after the other except where
     * other producers come in between.
     *
     * @return how many went in: all; or the first few when the queue stayed full for {@code timeout}, or when an
     *     interrupt, a shutdown or an error came after them, which the next call then tells
     * @throws IllegalArgumentException when one of them can't be encoded or is too large, or when {@code options} ask for
     *     a unique key or have an origin, which are of one item; then none went in
     */
    default int offerAll(List<? extends T> items, ItemOptions options, Duration timeout) throws InterruptedException {
        return offerAll(items, options, timeout, number -> {});
    }

    /**
     * Like {@link #offerAll(List, ItemOptions, Duration)}, and tells the items' numbers.
     *
     * @param numbers called by this thread with the number of each item that went in, in their order
     */
    int offerAll(List<? extends T> items, ItemOptions options, Duration timeout, LongConsumer numbers)
            throws InterruptedException;

    /**
     * Like {@link #offerAll(List, ItemOptions, Duration)}, waiting as long as it takes. An interrupt, a shutdown or an error may end it half way; the
     * first few are then in the queue all the same.
     */
    void putAll(List<? extends T> items, ItemOptions options) throws InterruptedException;

    /**
     * Takes the next item, waiting for one: of those that wait the one of the highest priority, and of these the one that
     * was put first. One that may not be handed out before a time is left out until then.
     *
     * @throws QueueClosedException when the queue is shut down and nothing is left to take
     */
    Delivery<T> take() throws InterruptedException;

    /**
     * Takes the next item, waiting at most {@code timeout}.
     *
     * @return the delivery, or null when there was none in time or {@link #wakeup()} was called
     * @throws QueueClosedException when the queue is shut down and nothing is left to take
     */
    Delivery<T> poll(Duration timeout) throws InterruptedException;

    /**
     * Takes up to {@code max} items that are there, waiting at most {@code timeout} for the first.
     *
     * @return the deliveries in put order, each to be acknowledged; empty when there was none in time
     * @throws QueueClosedException when the queue is shut down and nothing is left to take
     */
    List<Delivery<T>> pollBatch(int max, Duration timeout) throws InterruptedException;

    /**
     * Acknowledges many deliveries.
     *
     * @return how many were {@link Outcome#APPLIED}; each {@link Delivery#outcome()} tells about itself
     * @throws IllegalStateException when one of them was settled before; the others are acknowledged all the same
     */
    int doneAll(Collection<? extends Delivery<T>> deliveries);

    /** Waits until every item that was put is finished. Several may join, again and again. */
    void join() throws InterruptedException;

    /**
     * Waits at most {@code timeout} until every item that was put is finished.
     *
     * @return whether they are
     */
    boolean join(Duration timeout) throws InterruptedException;

    /**
     * Items that wait to be taken: now, or behind others of their key. Approximate while others put and take, and while a
     * dead process is reaped.
     */
    long size();

    /**
     * The number of the last item put with a key, finished or not, or 0 when there is none, or none any more.
     *
     * @throws IllegalArgumentException when the key is empty or too long
     */
    long find(String key);

    /** Items put and not finished. Exact on a quiescent queue, however many processes died. */
    long unfinished();

    /**
     * Shuts the queue down for every process: no more puts; what is queued may still be taken, then takers are told
     * {@link QueueClosedException}. While other handles hold items, which come back should their processes die, takers
     * wait on. Joiners wait on. Waiters wake at once.
     */
    void shutdown();

    /**
     * Shuts down and cancels what waits to be taken; what is running may finish, which releases the joiners.
     *
     * @return how many items were cancelled
     */
    long shutdownNow();

    /** Whether the queue is shut down, by whichever process. */
    boolean isShutdown();

    /** Opens a queue again that was shut down. */
    void reopen();

    /**
     * Makes a dead letter ready again, with all its attempts before it; its history is kept. It then counts as
     * unfinished: who joins from now on waits for it. It may exceed the bound, as what comes back does.
     *
     * <p>Works whoever else has the queue open, also after {@link #shutdown}, since what is queued may be taken then. Of
     * several that redrive at once one does. <b>Crash:</b> each item is redriven or not; both are whole.
     *
     * @return false when it is no dead letter, or there is no item of that number
     * @throws QueueClosedException after {@link #shutdownNow}, which would cancel it at once
     */
    boolean redrive(long number);

    /**
     * Makes all dead letters ready again; see {@link #redrive}.
     *
     * @return how many
     */
    long redriveAll();

    /**
     * The number of the item that was put with an origin, or 0 when there is none. To know it for sure takes a put,
     * which finds out and puts in one step.
     */
    long find(Origin origin);

    /**
     * The origin with the highest sequence that was put of a source, with the check that it was put with; null when
     * nothing was. Exact while nobody else puts of that source.
     */
    Origin lastOf(String source);

    /**
     * Deletes what is kept of finished items and their results, now: payloads, states, results. Items that are not
     * finished stay as they are, and so do dead letters and what is recorded of them, unless these are to go too; then
     * they count as cancelled. Counts stay as they were. Works whoever else has the queue open: readers are told what
     * they miss. <b>Crash:</b> some of it is deleted; what is not finished is whole.
     *
     * @param dead whether dead letters go too
     * @param execute whether to do it rather than to say what it would delete
     */
    QueuePurge purge(boolean dead, boolean execute);

    /** Pause, limit and cancelling, for all processes of the queue. */
    Steering steering();

    /** {@link Steering#pause}. */
    default void pause() {
        steering().pause();
    }

    /** {@link Steering#resume}. */
    default void resume() {
        steering().resume();
    }

    /** {@link Steering#isPaused}. */
    default boolean isPaused() {
        return steering().isPaused();
    }

    /** {@link Steering#limit(int)}. */
    default void limit(int most) {
        steering().limit(most);
    }

    /** {@link Steering#limit()}. */
    default int limit() {
        return steering().limit();
    }

    /** {@link Steering#cancel(long)}. */
    default Cancellation cancel(long number) {
        return steering().cancel(number);
    }

    /** {@link Steering#cancelKey(String)}. */
    default long cancelKey(String key) {
        return steering().cancelKey(key);
    }

    /** {@link Steering#cancelWaiting()}. */
    default long cancelWaiting() {
        return steering().cancelWaiting();
    }

    /**
     * Where an item is in its life now; null when there is none of that number. Costs a look at one word. One that was
     * reclaimed is told as DONE, though it may have been cancelled; see {@link QueueInspector#state}.
     *
     * <p>A result that is kept is there before its item counts as DONE. That of a DEAD one may come later, or never when
     * whoever had to record it could not.
     */
    ItemState state(long number);

    /** Counts and processes, consistent enough to look at; see {@link QueueStatus}. */
    QueueStatus status();

    /**
     * A feed of final results, from now on or from the start of what is kept.
     *
     * @param fromStart whether to begin with the oldest kept result
     */
    ResultFeed results(boolean fromStart);

    /** This process among those that have the queue open. */
    Presence presence();

    /** {@link Presence#dismiss}. */
    default int dismiss(long pid) {
        return presence().dismiss(pid);
    }

    /** {@link Presence#isDismissed}. */
    default boolean isDismissed() {
        return presence().isDismissed();
    }

    /** Makes polls of this handle that wait now return empty at once. Takes, puts and joins wait on. */
    void wakeup();

    /**
     * Closes this handle. Deliveries that were not settled are released and can be taken by others; waiting calls of
     * this handle end with {@link IllegalStateException}. The queue itself lives on.
     */
    @Override
    void close();
}
