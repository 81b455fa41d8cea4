package io.dishrack.washer.run;

import java.time.Duration;

/**
 * What a washer was told to do.
 *
 * @param putTimeout how long a put may wait while the queue is full, or null for as long as it takes
 * @param join whether to wait until every item of the queue is finished
 * @param joinTimeout how long to wait for the end, or null for as long as it takes
 * @param failWithoutDryers whether to give up the wait when no dryer is alive
 * @param results whether to print the output of each own item, and to wait for it
 * @param ordered whether to print the outputs in put order
 * @param ownDryers whether the dryers are children of this process: they tell of failures on the same standard error,
 *     and who starts them tells when there are none
 * @param quiet whether to tell nothing but errors
 */
public record WashPlan(
        Duration putTimeout,
        boolean join,
        Duration joinTimeout,
        boolean failWithoutDryers,
        boolean results,
        boolean ordered,
        boolean ownDryers,
        boolean quiet) {

    /** Whether to wait for an end. */
    public boolean waits() {
        return join || results;
    }
}
