package io.dishrack.dryer.coprocess;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches how long the first unanswered item has been the first. Costs a clock reading for each answer; the timer fires
 * at most once in a time-out, not once for each item.
 */
final class HeadClock {

    private final long limit;
    private final ScheduledExecutorService timer;
    private final Runnable onExpiry;

    private volatile long since;
    private boolean running;
    private boolean scheduled;
    private boolean expired;

    /**
     * A clock.
     *
     * @param limit for one item, or null for none
     * @param timer may be null without a limit
     * @param onExpiry called in a thread of its own
     */
    HeadClock(Duration limit, ScheduledExecutorService timer, Runnable onExpiry) {
        this.limit = limit == null ? 0 : limit.toNanos();
        this.timer = limit == null ? null : timer;
        this.onExpiry = onExpiry;
    }

    /** The first item of a batch was sent. */
    synchronized void start() {
        expired = false;
        running = true;
        since = System.nanoTime();
        if (timer != null && !scheduled) {
            scheduled = true;
            timer.schedule(this::look, limit, TimeUnit.NANOSECONDS);
        }
    }

    /** An item was answered, so the next one is the first. */
    void next() {
        if (timer != null) {
            since = System.nanoTime();
        }
    }

    /** All were answered, or no answer will come. Says whether that was because the time ran out. */
    synchronized boolean stop() {
        running = false;
        return expired;
    }

    private synchronized void look() {
        scheduled = false;
        if (!running) {
            return;
        }
        long left = limit - (System.nanoTime() - since);
        if (left > 0) {
            scheduled = true;
            timer.schedule(this::look, left, TimeUnit.NANOSECONDS);
            return;
        }
        expired = true;
        Thread thread = new Thread(onExpiry, "dryer-coprocess-timeout");
        thread.setDaemon(true);
        thread.start();
    }
}
