package io.dishrack.engine.log;

import static io.dishrack.engine.log.SegmentLayout.INDEX_ENTRIES;
import static io.dishrack.engine.log.SegmentLayout.INDEX_SPACING;

/** Looks messages up in Chronicle's index of a segment. What it says is a candidate: the caller looks there. */
final class SegmentIndex {

    /** There is no entry. */
    static final long NOT_WRITTEN = 0;

    private SegmentIndex() {}

    /** Where the message with a sequence that is a multiple of 256 may stand; aligned and within the file, or 0. */
    static long position(SegmentBytes file, long sequence) {
        long entry = sequence / INDEX_SPACING;
        long entries = entries(file, entry / INDEX_ENTRIES);
        return entries == NOT_WRITTEN
                ? NOT_WRITTEN
                : checked(file, file.longAt(entries + entry % INDEX_ENTRIES * Long.BYTES));
    }

    /** Where the entries of an index array begin; all of them are within the file. Or 0. */
    static long entries(SegmentBytes file, long array) {
        if (array >= INDEX_ENTRIES || !file.covers(0, SegmentLayout.FIRST_ARRAY)) {
            return NOT_WRITTEN;
        }
        long at = checked(file, file.longAt(SegmentLayout.FIRST_INDEX + array * Long.BYTES));
        if (at == NOT_WRITTEN) {
            return NOT_WRITTEN;
        }
        return SegmentLayout.isArray(at, file.intAt(at)) && file.covers(at, SegmentLayout.MAX_ARRAY)
                ? at + SegmentLayout.arrayHead(at)
                : NOT_WRITTEN;
    }

    private static long checked(SegmentBytes file, long position) {
        return position > 0 && (position & 3) == 0 && file.covers(position, Long.BYTES) ? position : NOT_WRITTEN;
    }
}
