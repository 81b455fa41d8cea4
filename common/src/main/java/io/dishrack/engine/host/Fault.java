package io.dishrack.engine.host;

/** The steps between which a process may be killed, in the order of an item's life. */
public enum Fault {
    /** Put: the message is in the log, not yet published. */
    PUT_APPENDED,
}
