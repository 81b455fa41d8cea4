package io.dishrack;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * What came of one attempt at an item. The arrays are not copied: leave them alone afterwards.
 *
 * @param exitCode exit code of a command, 128 + signal when it was killed; 0 for Java handlers that returned
 * @param output what it printed or returned; never null
 * @param error the end of its standard error, or an exception as text; never null
 */
public record Report(int exitCode, byte[] output, byte[] error) {

    private static final byte[] EMPTY = {};

    /** Exit code 0, no output. */
    public static final Report NONE = new Report(0, EMPTY, EMPTY);

    /** A success that brings something back. */
    public static Report of(byte[] output) {
        return new Report(0, output, EMPTY);
    }

    /** A failure told in one line. */
    public static Report failure(int exitCode, String message) {
        return new Report(exitCode, EMPTY, message.getBytes(StandardCharsets.UTF_8));
    }

    /** A failure told by an exception: its class, message and stack trace, as text. */
    public static Report failure(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return failure(1, text.toString());
    }
}
