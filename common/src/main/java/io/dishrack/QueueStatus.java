package io.dishrack;

import java.util.List;

/**
 * Counts of a queue at about one moment. Each figure is exact on a quiescent queue; while others work they may be a few
 * items apart from each other.
 *
 * @param put items ever put
 * @param ready items that wait to be taken
 * @param taken items in the hands of takers
 * @param delayed items that wait for their time: failed ones for their retry, others for when they may run first
 * @param done items acknowledged
 * @param dead dead letters
 * @param cancelled items cancelled
 * @param maxSize the bound on {@code ready}, or 0
 * @param shutdown whether the queue is shut down
 * @param limit how many items may be in the hands of takers at once, or 0
 * @param paused whether nothing is handed out
 * @param createdMillis when it was made, milliseconds since 1970
 * @param diskBytes bytes of its files, holes included
 * @param kept what is kept of what is over
 * @param pace how the work goes
 * @param processes who has it open
 */
public record QueueStatus(
        long put,
        long ready,
        long taken,
        long delayed,
        long done,
        long dead,
        long cancelled,
        long maxSize,
        boolean shutdown,
        int limit,
        boolean paused,
        long createdMillis,
        long diskBytes,
        Kept kept,
        Pace pace,
        List<ProcessInfo> processes) {

    /** Items put and not finished. */
    public long unfinished() {
        return put - done - dead - cancelled;
    }

    /** Living processes of a role. */
    public long alive(String role) {
        return processes.stream()
                .filter(p ->
                        p.liveness() != ProcessInfo.Liveness.DEAD && p.role().equals(role))
                .count();
    }
}
