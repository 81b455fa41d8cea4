package io.dishrack;

/**
 * A process that has the queue open.
 *
 * @param pid its process id as it saw it itself
 * @param role {@code washer}, {@code dryer} or another label it gave itself
 * @param liveness whether the operating system says that it lives
 * @param startedMillis when it opened the queue, milliseconds since 1970
 * @param taken items it holds now
 * @param oldestTaken the lowest number among them, or 0
 * @param busySinceMillis since when it has been at the item that it has been at longest, milliseconds since 1970; 0 when
 *     it is idle or does not tell, see {@link Presence#onBusy}
 * @param dismissed whether it was asked to go, see {@link Presence#dismiss}
 */
public record ProcessInfo(
        long pid,
        String role,
        Liveness liveness,
        long startedMillis,
        long taken,
        long oldestTaken,
        long busySinceMillis,
        boolean dismissed) {

    /** Alive, alive without a sign of life for longer than its lease, or gone. */
    public enum Liveness {
        ALIVE,
        FROZEN,
        DEAD
    }
}
