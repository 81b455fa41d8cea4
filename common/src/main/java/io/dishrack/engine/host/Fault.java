package io.dishrack.engine.host;

/** The steps between which a process may be killed, in the order of an item's life. */
public enum Fault {
    /** Log: its table of names is made, no segment yet. */
    LOG_METADATA_MADE,
    /** Log: a segment's file is made, empty; it is not the current one unless it is the first. */
    LOG_SEGMENT_MADE,
    /** Log: the new segment is the current one; the old one is not closed yet. */
    LOG_ROLLED,
    /** Append: the blocks for the message are there. */
    LOG_SPACE_RESERVED,
    /** Append: a large payload is in a file of its own, without its number. */
    LARGE_WRITTEN,
    /** Append: a large payload has its number; the message that refers to it is not written. */
    LARGE_PLACED,
    /** Put: the message is in the log, not yet published. */
    PUT_APPENDED,
    /** Append: the messages are published; nobody is woken yet. */
    LOG_PUBLISHED,
    /** Recovery of a log: Chronicle's locks are free. */
    LOG_UNLOCKED,
    /** Recovery of a log: what stood behind the last whole message is removed. */
    LOG_END_CLEARED,
    /** Recovery of a log: Chronicle's words say where the last message is. */
    LOG_END_NOTED,
    /** Recovery of a log: what was whole is published. */
    LOG_COMPLETED,
}
