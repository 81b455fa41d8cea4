package io.dishrack.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output can't be written: its reader has gone, or its disk is full. */
public final class StandardOutputException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    StandardOutputException(IOException cause) {
        super("standard output can't be written: reason=" + cause.getMessage(), cause);
    }

    /** Whether the reader of a pipe has gone, which is no error: {@code rack list Q | head}. */
    public boolean readerHasGone() {
        String reason = getCause().getMessage();
        return reason != null && (reason.contains("Broken pipe") || reason.contains("Connection reset"));
    }
}
