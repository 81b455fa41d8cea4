package io.dishrack;

/** What an acknowledged step survives. */
public enum Durability {
    /** The death of any process, not a power loss. */
    PROCESS,
    /** Power loss too: a put, and a done, return after a flush to the device. */
    MACHINE
}
