package io.dishrack.dryer.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What a handler prints for one item: kept whole when it is to be part of the result, else handed to standard output at
 * the item's end, and on the way in whole lines when it is much. For one thread.
 */
final class ItemOutput extends OutputStream {

    /** How much output a result may have. */
    static final int MAX_RESULT = 64 << 20;

    private static final int CHUNK = 65_536;
    private static final byte[] NOTHING = {};

    private final LineOutput shared;
    private boolean kept;
    private byte[] bytes = new byte[512];
    private int length;

    ItemOutput(LineOutput shared) {
        this.shared = shared;
    }

    /** Makes ready for an item. */
    void begin(boolean keep) {
        kept = keep;
        length = 0;
        if (bytes.length > 4 * CHUNK) {
            bytes = new byte[CHUNK];
        }
    }

    /** Ends an item: what was kept, or nothing when it went to standard output. */
    byte[] end() {
        if (kept) {
            return length == 0 ? NOTHING : Arrays.copyOf(bytes, length);
        }
        if (length > 0) {
            shared.write(bytes, length);
            length = 0;
        }
        return NOTHING;
    }

    @Override
    public void write(int b) throws IOException {
        ensure(1);
        bytes[length++] = (byte) b;
        passOn();
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        ensure(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        passOn();
    }

    private void ensure(int more) throws IOException {
        if (kept && length > MAX_RESULT - more) {
            throw new IOException(
                    "output is too long for a result: limit=" + MAX_RESULT + "; let the handler write to a file");
        }
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }

    private void passOn() {
        if (kept || length < CHUNK) {
            return;
        }
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end > 0) {
            shared.write(bytes, end);
            System.arraycopy(bytes, end, bytes, 0, length - end);
            length -= end;
        }
    }
}
