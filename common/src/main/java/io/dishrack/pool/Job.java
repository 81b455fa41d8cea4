package io.dishrack.pool;

import io.dishrack.Delivery;
import io.dishrack.Outcome;
import java.time.Duration;

/**
 * An item in the hands of a worker, with the token that tells it to give up. Valid until {@link Work#work} returns.
 *
 * @param <T> the items
 */
public final class Job<T> {

    private final Delivery<T> delivery;
    private final Worker<T> worker;
    private volatile boolean cancelled;

    Job(Delivery<T> delivery, Worker<T> worker) {
        this.delivery = delivery;
        this.worker = worker;
    }

    /** The item. */
    public T item() {
        return delivery.item();
    }

    /** The item's number in the queue, from 1. */
    public long number() {
        return delivery.number();
    }

    /** Which hand-out of the item this is, from 1. */
    public int attempt() {
        return delivery.attempt();
    }

    /** The key it was put with, or null. */
    public String key() {
        return delivery.key();
    }

    /** Whether its output will be kept for somebody. */
    public boolean wantsResult() {
        return delivery.wantsResult();
    }

    /**
     * Whether the work is no longer wanted, since its item was cancelled or the pool was aborted. The thread is
     * interrupted at that moment. What the work returns or throws then changes nothing.
     */
    public boolean isCancelled() {
        return cancelled || worker.isAborted();
    }

    /** Whether it was told that its item is cancelled. */
    boolean wasCancelled() {
        return cancelled;
    }

    /** Called by its worker. */
    void cancelled() {
        cancelled = true;
    }

    /** Whether this worker takes no more items after this one: long work may choose to end early and well. */
    public boolean isStopping() {
        return worker.isDismissed();
    }

    /** See {@link Delivery#extend}; false when the item was given to others meanwhile, so that the work is in vain. */
    public boolean extend(Duration duration) {
        return delivery.extend(duration) != Outcome.LEASE_LOST;
    }
}
