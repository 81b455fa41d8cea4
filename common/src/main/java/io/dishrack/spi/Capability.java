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
    /** Results are kept and can be read back. */
    RESULTS,
    /** A put that returned survives power loss. */
    MACHINE_DURABILITY
}
