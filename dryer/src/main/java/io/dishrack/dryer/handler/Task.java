package io.dishrack.dryer.handler;

import java.io.OutputStream;
import java.time.Duration;

/** One attempt at an item, as a handler sees it. Valid until the handler returns. */
public interface Task {

    /** The item's number in the queue, from 1. */
    long number();

    /** Which hand-out of the item this is, from 1. */
    int attempt();

    /** The key it was put with, or null. */
    String key();

    /** The item; the array is the handler's to keep. */
    byte[] payload();

    /** Whether the output of this item is asked for: by the washer, or for the next queue. */
    boolean wantsResult();

    /**
     * Where the handler prints: into the item's result when that is wanted, else to the dryer's standard output, where
     * the lines of different items do not mix. Needs no flush and no close.
     */
    OutputStream out();

    /**
     * Tells the queue that a process works on this item: should the dryer be killed, that process is killed with its
     * descendants before the item is handed out again.
     *
     * @param pid a process that this JVM started
     */
    void runsIn(long pid);

    /** As {@link io.dishrack.Delivery#runsMarked}: to be called before a process is started that bears a mark. */
    void runsMarked();

    /**
     * Asks that the dryer may show no sign of life for a while without losing its items, and tells whether this one was
     * lost already; see {@link io.dishrack.Delivery#extend}. Work that merely takes long does not need it.
     *
     * @return false when the item was given to another dryer meanwhile: what is done from here on does not count
     */
    boolean extend(Duration duration);

    /**
     * Whether the work is no longer wanted: its item was cancelled, its time is up, or the dryer was told to go at once.
     * The thread is interrupted at the same moment. From then on what the handler returns or throws changes nothing.
     */
    boolean cancelled();

    /**
     * Has something run when the work is no longer wanted, for work that does not heed an interrupt: it may close the
     * socket that is read from, say. Runs at once if it is so already, else in another thread, which it should not hold
     * up, and perhaps while the handler is just returning. At most once; what it throws is lost.
     *
     * @param action replaces the one said before; null for none
     */
    void onCancel(Runnable action);
}
