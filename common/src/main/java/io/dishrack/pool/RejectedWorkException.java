package io.dishrack.pool;

/** This item can't be worked on, and trying again would not help. */
public final class RejectedWorkException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a message of one line: fact, key=value, way out. */
    public RejectedWorkException(String message) {
        super(message);
    }

    /** Because of that, which is what is told. */
    public RejectedWorkException(Throwable reason) {
        super(reason);
    }
}
