package io.dishrack;

/** The family of this library's errors. The category decides what a caller should do about one. */
public class DishrackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What an error asks for. */
    public enum Category {
        /** The files can't be used as they are: stop and mend. */
        UNUSABLE,
        /** The queue was shut down: stop, all is well. */
        CLOSED,
        /** The work failed or its outcome can't be told; the queue is fine. */
        FAILED
    }

    private final Category category;

    /** The message is one line: fact, key=value, way out. */
    public DishrackException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    /** What this error asks for. */
    public final Category category() {
        return category;
    }
}
