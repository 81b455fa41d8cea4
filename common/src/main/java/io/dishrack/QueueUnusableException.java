package io.dishrack;

/** The queue can't be used: missing, damaged, foreign, of a newer format, not permitted, or its disk is full. */
public class QueueUnusableException extends DishrackException {

    private static final long serialVersionUID = 1L;

    /** With a message of one line: fact, key=value, way out. */
    public QueueUnusableException(String message) {
        this(message, null);
    }

    /** With a message of one line and what led to it. */
    public QueueUnusableException(String message, Throwable cause) {
        super(Category.UNUSABLE, message, cause);
    }
}
