package io.dishrack.dryer.run;

import java.time.Duration;

/**
 * How a dryer takes items.
 *
 * @param jobs workers
 * @param batch items that a worker claims at once, or 0 to leave it to the work
 * @param untilEmpty whether to end when everything that was put is finished
 * @param idleTimeout ends after this long without an item; null for never
 * @param maxItems ends after this many hand-outs; 0 for no limit
 * @param timeout for one attempt at an item; null for none
 * @param maxAttempts as the queue was opened with; tells which failure is the last
 */
public record DryerSettings(
        int jobs,
        int batch,
        boolean untilEmpty,
        Duration idleTimeout,
        long maxItems,
        Duration timeout,
        int maxAttempts) {}
