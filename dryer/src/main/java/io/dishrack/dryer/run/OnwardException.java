package io.dishrack.dryer.run;

import io.dishrack.DishrackException;

/** An item can't be passed on, nor can the next one: the next queue is closed or can't be used. */
public final class OnwardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DishrackException reason;

    OnwardException(DishrackException reason) {
        super("items can't be passed on: " + reason.getMessage(), reason);
        this.reason = reason;
    }

    /** What the next queue said. */
    public DishrackException reason() {
        return reason;
    }
}
