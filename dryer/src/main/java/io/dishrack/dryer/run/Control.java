package io.dishrack.dryer.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the workers of a dryer share: whether to go on, how many items they may still take, and since when none came.
 * Thread-safe; monitors are taken a few times for each batch.
 */
public final class Control {

    private enum Phase {
        RUNNING,
        /** Finish what runs. */
        STOPPING,
        /** Let go of what runs. */
        ABORTING
    }

    private final long maxItems;
    private final long idleNanos;
    private final CountDownLatch stopAsked = new CountDownLatch(1);

    private volatile Phase phase = Phase.RUNNING;
    private RuntimeException failure;
    private long taken;
    private long reserved;
    private int busy;
    private int workers;
    private long idleSince = System.nanoTime();

    Control(int workers, long maxItems, Duration idleTimeout) {
        this.workers = workers;
        this.maxItems = maxItems == 0 ? Long.MAX_VALUE : maxItems;
        this.idleNanos = idleTimeout == null ? Long.MAX_VALUE : idleTimeout.toNanos();
    }

    /** Asks for the end: no more items, what runs is finished. */
    synchronized void stop() {
        if (phase == Phase.RUNNING) {
            phase = Phase.STOPPING;
        }
        stopAsked.countDown();
    }

    /** Waits until the end was asked for, or all workers have ended. */
    void awaitStop() throws InterruptedException {
        stopAsked.await();
    }

    /** Waits for a while, or until the end is asked for. */
    public void pause(Duration time) throws InterruptedException {
        stopAsked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A worker found that nothing will come any more; the others go on with what they have. */
    synchronized void workerEnded() {
        workers--;
        if (workers == 0) {
            stop();
        }
    }

    /** Asks for the end at once. */
    synchronized void abort() {
        phase = Phase.ABORTING;
        stopAsked.countDown();
    }

    /** Stops because of an error, which the dryer ends with; the first one counts. */
    public synchronized void fail(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
        stop();
    }

    /** Whether items that were not begun are to be handed back. */
    public boolean isStopping() {
        return phase != Phase.RUNNING;
    }

    /** Whether items that run are to be handed back. */
    public boolean isAborting() {
        return phase == Phase.ABORTING;
    }

    synchronized RuntimeException failure() {
        return failure;
    }

    /** How many items may be claimed, at most {@code wanted}; what is then not claimed must be given back. */
    synchronized int reserve(int wanted) {
        int granted = (int) Math.min(wanted, maxItems - taken - reserved);
        reserved += granted;
        return granted;
    }

    /** Turns a reservation into items that are worked on. */
    synchronized void begin(int granted, int claimed) {
        reserved -= granted;
        taken += claimed;
        if (claimed > 0) {
            busy++;
        }
    }

    /** The items that a worker had begun are settled; the end, when they were the last. */
    synchronized void end() {
        busy--;
        idleSince = System.nanoTime();
        if (taken >= maxItems && busy == 0) {
            stop();
        }
    }

    /** How long a worker may wait for an item before the dryer has been idle for too long. */
    synchronized long idleNanosLeft() {
        if (busy > 0 || idleNanos == Long.MAX_VALUE) {
            return idleNanos;
        }
        return idleNanos - (System.nanoTime() - idleSince);
    }
}
