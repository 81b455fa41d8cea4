package io.dishrack.spi;

/** Things that not every engine can do. */
public enum Capability {
    /** A bound on the waiting items that no put exceeds. */
    EXACT_BOUND,
    /** A failed item waits its back-off without occupying a worker. */
    DELAYED_RETRY,
    /** The state of each item can be asked for by number. */
    ITEM_STATE,
    /** Dead letters are kept and can be made ready again. */
    REDRIVE,
    /** Items of a higher priority are taken first. */
    PRIORITIES,
    /** An item may be put that is not to be handed out before a time. */
    DELAYED_ITEMS,
    /** Items can be cancelled, also while they run. */
    CANCEL,
    /** Nothing is handed out while the queue is paused. */
    PAUSE,
    /** A limit on how many items run at once that no process exceeds. */
    EXACT_LIMIT,
    /** Results are kept and can be read back. */
    RESULTS,
    /** A put that returned survives power loss. */
    MACHINE_DURABILITY
}
