package io.dishrack.dryer.handler;

/** This attempt failed for a reason that one line tells better than a stack trace. */
public final class ItemFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a message of one line: fact, key=value, way out. */
    public ItemFailedException(String message) {
        super(message);
    }
}
