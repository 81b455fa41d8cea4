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
 * @param tellFailures whether to tell of each own item that failed for good; else its dryer does
 */
public record WashPlan(
        Duration putTimeout,
        boolean join,
        Duration joinTimeout,
        boolean failWithoutDryers,
        boolean results,
        boolean ordered,
        boolean tellFailures) {

    boolean waits() {
        return join || results;
    }
}
