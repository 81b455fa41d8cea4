package io.dishrack.washer.input;

import java.io.IOException;
import java.io.InputStream;

/** Items that end at a delimiter: lines, or with {@code -0} and {@code -d} anything. */
public final class Delimited implements ItemSource {

    private static final byte[] NEWLINE = {'\n'};

    private final Records records;
    private final boolean skipEmpty;

    private Delimited(InputStream in, byte[] delimiter, boolean skipEmpty) {
        this.records = new Records(in, delimiter);
        this.skipEmpty = skipEmpty;
    }

    /** A line each, without its newline; empty lines are skipped, as xargs does. */
    public static Delimited lines(InputStream in) {
        return new Delimited(in, NEWLINE, true);
    }

    /** Whatever ends at the delimiter, empty items too. */
    public static Delimited by(byte[] delimiter, InputStream in) {
        return new Delimited(in, delimiter, false);
    }

    @Override
    public boolean fill(Batch batch) throws IOException {
        byte[] record = records.next();
        while (record != null && skipEmpty && record.length == 0) {
            record = records.next();
        }
        if (record == null) {
            return false;
        }
        batch.add(Item.of(record));
        while (!batch.isFull() && (record = records.nextBuffered()) != null) {
            if (!skipEmpty || record.length > 0) {
                batch.add(Item.of(record));
            }
        }
        return true;
    }
}
