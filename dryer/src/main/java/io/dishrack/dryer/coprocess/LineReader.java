package io.dishrack.dryer.coprocess;

import io.dishrack.dryer.handler.HandlerBrokenException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes from a stream, with the byte that ends them. For one thread. */
final class LineReader {

    private static final int INITIAL = 65_536;

    private final InputStream in;
    private final byte end;
    private final int limit;
    private byte[] buffer = new byte[INITIAL];
    private int start;
    private int filled;
    private int scanned;

    LineReader(InputStream in, byte end, int limit) {
        this.in = in;
        this.end = end;
        this.limit = limit;
    }

    /** Whether a whole line is here, so that {@link #next} does not wait. */
    boolean hasLine() {
        while (scanned < filled) {
            if (buffer[scanned] == end) {
                return true;
            }
            scanned++;
        }
        return false;
    }

    /** Whether anything is here or on its way that was not read yet. */
    boolean hasAnything() {
        try {
            return filled > start || in.available() > 0;
        } catch (IOException e) {
            return false; // "Stream closed": the process has ended
        }
    }

    /** The next line, or null when the stream ended before its end. */
    byte[] next() {
        while (!hasLine()) {
            makeRoom();
            int read = read();
            if (read < 0) {
                return null;
            }
            filled += read;
        }
        byte[] line = Arrays.copyOfRange(buffer, start, ++scanned);
        start = scanned;
        return line;
    }

    private int read() {
        try {
            return in.read(buffer, filled, buffer.length - filled);
        } catch (IOException e) {
            return -1; // "Stream closed": the process has ended
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            scanned -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled >= limit) {
                throw new HandlerBrokenException(
                        "coprocess answers with a line that is too long: limit=" + limit + "; let it write to a file");
            }
            buffer = Arrays.copyOf(buffer, Math.min(2 * filled, limit));
        }
    }
}
