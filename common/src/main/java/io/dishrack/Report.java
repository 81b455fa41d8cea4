package io.dishrack;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * What came of one attempt at an item. The arrays are not copied: leave them alone afterwards.
 *
 * @param exitCode exit code of a command, 128 + signal when it was killed; 0 for Java handlers that returned
 * @param output what it printed or returned; never null
 * @param error the end of its standard error, or an exception with its stack trace as text; never null
 * @param thrown what a Java handler threw, or null
 */
public record Report(int exitCode, byte[] output, byte[] error, Thrown thrown) {

    /**
     * An exception, told and not kept: no class of that name is ever loaded because of it.
     *
     * @param className of the exception
     * @param message its message, or null
     */
    public record Thrown(String className, String message) {}

    private static final byte[] EMPTY = {};

    /** Exit code 0, no output. */
    public static final Report NONE = new Report(0, EMPTY, EMPTY);

    /** Of something that threw no exception. */
    public Report(int exitCode, byte[] output, byte[] error) {
        this(exitCode, output, error, null);
    }

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
        return exception(1, thrown);
    }

    /** A success that brings back an exception: the answer of a call whose function threw it. */
    public static Report answer(Throwable thrown) {
        return exception(0, thrown);
    }

    private static Report exception(int exitCode, Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        Thrown told = new Thrown(thrown.getClass().getName(), thrown.getMessage());
        return new Report(exitCode, EMPTY, text.toString().getBytes(StandardCharsets.UTF_8), told);
    }

    /** The same with another output. */
    public Report withOutput(byte[] value) {
        return new Report(exitCode, value, error, thrown);
    }
}
