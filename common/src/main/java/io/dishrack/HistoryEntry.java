package io.dishrack;

/**
 * Something that befell an item, as it was recorded.
 *
 * @param result the attempt, with what it left; for {@link Kind#REDRIVEN} and {@link Kind#REPAIRED} attempt 0 and who did it
 * @param kind how it ended
 */
public record HistoryEntry(Result result, Kind kind) {

    /** How an attempt ended. */
    public enum Kind {
        /** Done. */
        DONE,
        /** Failed, to be tried again. */
        FAILED,
        /** Failed or lost at its last attempt, or rejected: a dead letter. */
        DEAD,
        /** Its process died or its lease was lost; the item came back. When it began is not known. */
        LOST,
        /** Recorded by a taker that had lost the item by then, or died before it could settle it; did not count. */
        REFUSED,
        /** Cancelled while it ran. */
        CANCELLED,
        /** A dead letter was made ready again. */
        REDRIVEN,
        /** Its state was damaged, and a repair made it a dead letter. */
        REPAIRED
    }
}
