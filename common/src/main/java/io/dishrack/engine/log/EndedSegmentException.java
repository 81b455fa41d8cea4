package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.nio.file.Path;

/** A segment holds less than was published: it was cut, or something else stands in its place. */
final class EndedSegmentException extends QueueUnusableException {

    private static final long serialVersionUID = 1L;

    EndedSegmentException(long number, long last, Path file) {
        super("segment ends before its last message: number=" + number + " last=" + last + " file=" + file
                + "; see rack verify and rack repair");
    }
}
