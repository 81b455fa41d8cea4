package io.dishrack.engine.log;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Layout of a segment file as Chronicle Queue 2026.4 writes it with this engine's settings. Little-endian; a file is a
 * row of documents, each beginning at a multiple of 4:
 *
 * <pre>
 *   0        4                length, up to 4 more
 *  | header | bytes ...      | next header, 0: none yet
 *
 *  header: | not complete:1 | metadata:1 | length:30 |     0xC0000000: nothing follows, see the next segment
 *
 *   0        header document "SCQStore", metadata, 0xC1 bytes (see {@link SegmentHeader})
 *   0xC8     index of indexes, metadata: its length, capacity 4096, entries used; entries from 0xF0
 *   0x80F0   first index array, metadata: the same; entries from 0x8110
 *   0x10110  first message; one for every number of the segment; more index arrays stand among them
 * </pre>
 *
 * <p>An entry of an index array is the position of the message with sequence 256 * entry, the sequence counting from 0
 * in each segment; an entry of the index of indexes is the position of an index array. All are hints for us: a position
 * counts only when the {@link Frame} there is sealed with the number it is read for.
 */
final class SegmentLayout {

    static final int NOT_COMPLETE = 0x8000_0000;
    static final int METADATA = 0x4000_0000;
    static final int LENGTH_MASK = 0x3FFF_FFFF;
    static final int END = 0xC000_0000;

    static final int INDEX_OF_INDEXES = 0xC8;
    /** Its header: 40 bytes and the entries. */
    static final int INDEX_OF_INDEXES_HEADER = 0x40008024;

    static final int INDEX_ENTRIES = 4096;
    static final int INDEX_SPACING = 256;
    static final int FIRST_INDEX = 0xF0;
    static final int FIRST_ARRAY = 0x80F0;
    static final int FIRST_MESSAGE = 0x10110;
    /** The most bytes of an index array's document, header included. */
    static final int MAX_ARRAY = 32 + INDEX_ENTRIES * Long.BYTES;

    static final String SUFFIX = "F.cq4";
    static final String METADATA_FILE = "metadata.cq4t";

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private SegmentLayout() {}

    static boolean isMessage(int header) {
        return header > 0 && (header & METADATA) == 0;
    }

    static int length(int header) {
        return header & LENGTH_MASK;
    }

    /** Where the document after one at {@code position} begins. */
    static long next(long position, int header) {
        return position + Integer.BYTES + length(header) + 3 & ~3L;
    }

    /** Bytes of an index array's document before its entries: header, name, padding that aligns the entries. */
    static int arrayHead(long position) {
        return position % Long.BYTES == 0 ? 32 : 28;
    }

    /** Whether this is the header of an index array's document at a position. */
    static boolean isArray(long position, int header) {
        return header == (METADATA | arrayHead(position) - Integer.BYTES + INDEX_ENTRIES * Long.BYTES);
    }

    /** Chronicle names a cycle after the day with its number. */
    static String fileName(int cycle) {
        return LocalDate.ofEpochDay(cycle).format(DAY) + SUFFIX;
    }

    /** The cycle of a file name, or -1. */
    static int cycle(String fileName) {
        if (!fileName.matches("\\d{8}" + SUFFIX)) {
            return -1;
        }
        try {
            long day = LocalDate.parse(fileName.substring(0, 8), DAY).toEpochDay();
            return day >= 0 && day <= Integer.MAX_VALUE ? (int) day : -1;
        } catch (java.time.DateTimeException e) {
            return -1;
        }
    }
}
