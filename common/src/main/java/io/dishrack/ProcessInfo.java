package io.dishrack;

/**
 * A process that has the queue open.
 *
 * @param pid its process id as it saw it itself
 * @param role {@code washer}, {@code dryer} or another label it gave itself
 * @param liveness whether the operating system says that it lives
 * @param startedMillis when it opened the queue, milliseconds since 1970
 * @param taken items it holds now
 */
public record ProcessInfo(long pid, String role, Liveness liveness, long startedMillis, long taken) {

    /** Alive, alive without a sign of life for longer than its lease, or gone. */
    public enum Liveness {
        ALIVE,
        FROZEN,
        DEAD
    }
}
