package io.dishrack.dryer.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Standard output, shared by the workers: whole chunks under a lock, so that lines of different items do not mix.
 * Thread-safe.
 */
public final class LineOutput {

    private static final int BUFFER = 65_536;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    /** Over a stream that need not be buffered. */
    public LineOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes a chunk that ends where another item's may begin. */
    public synchronized void write(byte[] bytes, int length) {
        try {
            if (used + length > BUFFER) {
                flush();
            }
            if (length > BUFFER) {
                out.write(bytes, 0, length);
            } else {
                System.arraycopy(bytes, 0, buffer, used, length);
                used += length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands everything to the system. */
    public synchronized void flush() {
        try {
            if (used > 0) {
                int length = used;
                used = 0;
                out.write(buffer, 0, length);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
