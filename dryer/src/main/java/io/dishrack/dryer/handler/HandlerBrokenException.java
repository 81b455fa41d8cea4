package io.dishrack.dryer.handler;

/** The handler can't work any more, whatever the item: the dryer should stop before it burns the others. */
public final class HandlerBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message of one line: fact, key=value, way out. */
    public HandlerBrokenException(String message) {
        super(message);
    }
}
