package io.dishrack.washer.input;

import java.io.IOException;

/** The input is not in the form it was said to be in. */
public final class BadInputException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With a message of one line: fact, key=value, way out. */
    public BadInputException(String message) {
        super(message);
    }
}
