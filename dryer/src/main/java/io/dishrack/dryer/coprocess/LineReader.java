package io.dishrack.dryer.coprocess;

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
    boolean hasAnything() throws IOException {
        return filled > start || in.available() > 0;
    }

    /** The next line, or null when the stream ended before its end. */
    byte[] next() throws IOException {
        while (!hasLine()) {
            makeRoom();
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                return null;
            }
            filled += read;
        }
        byte[] line = Arrays.copyOfRange(buffer, start, ++scanned);
        start = scanned;
        return line;
    }

    private void makeRoom() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            scanned -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled >= limit) {
                throw new IOException("answer is too long: limit=" + limit + "; let the coprocess write to a file");
            }
            buffer = Arrays.copyOf(buffer, Math.min(2 * filled, limit));
        }
    }
}
