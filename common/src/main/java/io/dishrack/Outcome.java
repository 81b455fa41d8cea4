package io.dishrack;

/** What became of an attempt to settle a delivery. */
public enum Outcome {
    /** It counts, durably as the queue promises. */
    APPLIED,
    /** The item was taken away (lease lost) and may have been done by another; nothing was changed. */
    LEASE_LOST,
    /** The item's cancelling had been asked for while it ran: it is cancelled, whatever was said but done. */
    CANCELLED,
    /** A remote engine can't tell; the item may be handed out again. The engine in files never says this. */
    UNKNOWN
}
