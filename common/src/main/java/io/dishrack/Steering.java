package io.dishrack;

/**
 * Says, for all processes of a queue, what may be handed out. Got from {@link JoinableQueue#steering}; thread-safe, and
 * valid as long as the handle is open.
 *
 * <p>Pause and limit are the queue's: they hold until somebody changes them, also when all processes have ended and, as
 * far as they were written back by then, after a reboot. <b>Crash:</b> each of these takes place or not.
 */
public interface Steering {

    /** The highest limit. */
    int MAX_LIMIT = 4096;

    /** From its return on nothing is handed out; what runs goes on. Putters and joiners wait as ever. */
    void pause();

    /** Takers go on at once. */
    void resume();

    /** Whether the queue is paused. */
    boolean isPaused();

    /**
     * From its return on no item is handed out while so many are in the hands of takers, over all processes. Exact, also
     * when takers are killed, or lose their items to the lease. What runs already goes on, and counts.
     *
     * @param most 1 to {@link #MAX_LIMIT}, or 0 for any number
     */
    void limit(int most);

    /** The limit, or 0. */
    int limit();

    /**
     * Cancels an item. If it runs, its taker is asked to end it: see {@link Delivery#onCancel}. Whoever waits for room,
     * for the end or for a result is woken.
     */
    Cancellation cancel(long number);

    /**
     * Cancels every item of a key that is not finished, as {@link #cancel(long)}. Looks at the messages of all that are
     * not finished.
     *
     * @return how many waited or run
     */
    long cancelKey(String key);

    /**
     * Cancels every item that waits, also for its time; what runs goes on, what is put from now on is not touched.
     *
     * @return how many
     */
    long cancelWaiting();
}
