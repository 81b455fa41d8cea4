package io.dishrack;

/** What became of an attempt to cancel an item. */
public enum Cancellation {
    /** It waited, and is cancelled. */
    CANCELLED,
    /** It runs: its taker was asked to end it, and unless it is done by then it will be cancelled. */
    ASKED,
    /** It is finished, or there is no such item; nothing was changed. */
    TOO_LATE
}
