package io.dishrack.soak;

/**
 * Something that was done to a process, and from when until when items may be taken from it for that reason.
 *
 * @param worker whom
 * @param kind what
 * @param from just before
 * @param until {@link Long#MAX_VALUE} for ever
 */
record Disturbance(String worker, Kind kind, long from, long until) {

    /** What was done. */
    enum Kind {
        /** SIGKILL. */
        KILL,
        /** SIGSTOP, until SIGCONT. */
        FREEZE,
        /** SIGTERM. */
        TERM
    }

    static Disturbance forEver(String worker, Kind kind, long from) {
        return new Disturbance(worker, kind, from, Long.MAX_VALUE);
    }

    boolean overlaps(long begin, long end) {
        return from <= end && begin <= until;
    }

    String describe(long zero) {
        return kind + " of " + worker + " at " + Times.since(zero, from)
                + (until == Long.MAX_VALUE ? "" : " to " + Times.since(zero, until));
    }
}
