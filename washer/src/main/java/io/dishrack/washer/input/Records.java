package io.dishrack.washer.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes at a delimiter. The last record may lack its delimiter; an empty one after the last delimiter
 * is none. Tells records that are complete in the buffer from those that must be waited for.
 */
final class Records {

    /** Beyond this a record is taken for a mistake: arrays end at 2 GiB, and it is copied on its way. */
    static final int MAX_RECORD = 1 << 30;

    private final InputStream in;
    private final byte[] delimiter;
    private final int limit;
    private byte[] buffer;
    /** buffer[start .. end) is read and not yet returned; no delimiter begins in buffer[start .. searched). */
    private int start;

    private int searched;
    private int end;
    private long returned;
    private boolean ended;

    Records(InputStream in, byte[] delimiter) {
        this(in, delimiter, 1 << 16, MAX_RECORD);
    }

    Records(InputStream in, byte[] delimiter, int bufferSize, int limit) {
        this.in = in;
        this.delimiter = delimiter.clone();
        this.buffer = new byte[bufferSize];
        this.limit = limit;
    }

    /** The next record, waiting for it; null at the end of the input. */
    byte[] next() throws IOException {
        byte[] record = nextBuffered();
        while (record == null && !ended) {
            read();
            record = nextBuffered();
        }
        return record == null && end > start ? cut(end, end) : record;
    }

    /** The next record if it is here already, or null. */
    byte[] nextBuffered() {
        int last = end - delimiter.length;
        for (int i = searched; i <= last; i++) {
            if (buffer[i] == delimiter[0] && delimiterAt(i)) {
                return cut(i, i + delimiter.length);
            }
        }
        searched = Math.max(start, last + 1);
        return null;
    }

    private boolean delimiterAt(int index) {
        return Arrays.equals(buffer, index, index + delimiter.length, delimiter, 0, delimiter.length);
    }

    private byte[] cut(int to, int next) {
        byte[] record = Arrays.copyOfRange(buffer, start, to);
        start = next;
        searched = next;
        returned++;
        return record;
    }

    private void read() throws IOException {
        makeRoom();
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            ended = true;
        } else {
            end += count;
        }
    }

    private void makeRoom() throws BadInputException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            searched -= start;
            end -= start;
            start = 0;
        }
        if (end < buffer.length) {
            return;
        }
        if (end >= limit) {
            throw new BadInputException("item too large: item=" + (returned + 1) + " limit=" + limit
                    + " bytes; check the delimiter, or put the name of a file instead of its contents");
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(limit, buffer.length * 2L));
    }
}
