package io.dishrack.dryer.handler;

/** This item can't be worked on, and trying again would not help. */
public final class ItemRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a message of one line: fact, key=value, way out. */
    public ItemRejectedException(String message) {
        super(message);
    }
}
