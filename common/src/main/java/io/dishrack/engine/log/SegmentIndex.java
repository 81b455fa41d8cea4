package io.dishrack.engine.log;

import java.io.IOException;

/** Looks messages up in Chronicle's index of a segment. What it says is a candidate: the caller looks there. */
final class SegmentIndex {

    /** There is no entry. */
    static final long NOT_WRITTEN = 0;

    private final FileWindow file;
    private final FileWindow arrays;

    SegmentIndex(FileWindow file) {
        this.file = file;
        this.arrays = file.another();
    }

    /** Where the message with a sequence that is a multiple of 256 may stand; aligned and within the file, or 0. */
    long position(long sequence) throws IOException {
        long entry = sequence / SegmentLayout.INDEX_SPACING;
        long array = entry / SegmentLayout.INDEX_ENTRIES;
        if (array >= SegmentLayout.INDEX_ENTRIES) {
            return NOT_WRITTEN;
        }
        long arrayAt = checked(arrays.longAt(SegmentLayout.FIRST_INDEX + array * Long.BYTES));
        if (arrayAt == NOT_WRITTEN) {
            return NOT_WRITTEN;
        }
        int header = arrays.intAt(arrayAt);
        if (!SegmentLayout.canBeArray(header)) {
            return NOT_WRITTEN;
        }
        long entries = arrayAt
                + Integer.BYTES
                + SegmentLayout.length(header)
                - (long) SegmentLayout.INDEX_ENTRIES * Long.BYTES;
        return checked(arrays.longAt(entries + entry % SegmentLayout.INDEX_ENTRIES * Long.BYTES));
    }

    private long checked(long position) {
        return position > 0 && (position & 3) == 0 && position < file.size() ? position : NOT_WRITTEN;
    }
}
