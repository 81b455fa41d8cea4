package io.dishrack.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * What a program tells on standard error: lines for people, or a JSON object a line for programs, and on a terminal a row
 * below them that is drawn again and again. Lines of several threads do not mix, and none tears the row. Thread-safe.
 */
public final class Log {

    private static final String END_OF_LINE = "\u001b[K";
    private static final String END_OF_SCREEN = "\u001b[J";

    private final String program;
    private final PrintStream err;
    private volatile boolean json;
    /** How wide the row is that stands below the lines; 0 when there is none. */
    private int drawn;

    private int columns;

    Log(String program, PrintStream err) {
        this.program = program;
        this.err = err;
    }

    /** The name that lines begin with. */
    public String program() {
        return program;
    }

    PrintStream err() {
        return err;
    }

    /** From now on events are told as JSON objects; see the package page. */
    public void asJson() {
        json = true;
    }

    /** Whether events are told as JSON objects. */
    public boolean isJson() {
        return json;
    }

    /** Tells what happened. */
    public synchronized void tell(Event event) {
        if (!json && event.message() == null) {
            return;
        }
        erase();
        if (json) {
            byte[] line = EventJson.line(program, event);
            err.write(line, 0, line.length);
        } else {
            err.println(program + ": " + event.message());
        }
        err.flush();
    }

    /**
     * A stream for what other programs say on their standard error: passed on as it is; as events, a line each, where
     * events are told as JSON; a flush ends such a line. For one thread.
     */
    public OutputStream foreign() {
        return new ForeignLines(this);
    }

    synchronized void foreign(byte[] bytes, int from, int length) {
        erase();
        err.write(bytes, from, length);
        err.flush();
    }

    /**
     * Draws the row below the lines, in place of the one that stands there.
     *
     * @param row plain text, shorter than the terminal is wide
     * @param width columns of the terminal as it is now
     */
    public synchronized void draw(String row, int width) {
        String above = backToStart(width);
        err.print(above + row + (above.length() == 1 ? END_OF_LINE : END_OF_SCREEN));
        err.flush();
        drawn = Math.max(1, row.length());
        columns = width;
    }

    /** Takes the row away. */
    public synchronized void erase() {
        if (drawn > 0) {
            err.print(backToStart(columns) + END_OF_SCREEN);
            err.flush();
            drawn = 0;
        }
    }

    /** A terminal that was made narrower since has wrapped the row: it then begins some rows further up. */
    private String backToStart(int width) {
        int wrapped = (Math.max(1, drawn) - 1) / width;
        return wrapped == 0 ? "\r" : "\u001b[" + wrapped + "A\r";
    }
}
