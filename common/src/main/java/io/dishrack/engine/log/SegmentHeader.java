package io.dishrack.engine.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The first two documents of a segment file, exactly as the pinned version of Chronicle Queue writes them with this
 * engine's settings; Chronicle never opens a file that begins otherwise, so no class named there is ever made.
 *
 * <pre>
 *   0x00  | C1000040 | "header" !SCQStore { writePosition: array of 2 longs
 *   0x30                | capacity 2 | used 2 | position of the last message | the same << 32 | its sequence |
 *   0x50    indexing: !SCQSIndexing { indexCount 4096, indexSpacing 256, index2Index
 *   0x98                | 0xC8 |
 *   0xA0    lastIndex
 *   0xB0                | sequence at which the next index entry is due |
 *   0xB8    } dataFormat 1 }
 *   0xC8  | 24800040 | "index2index" array of longs
 *   0xE0                | capacity 4096 | used | entries ...
 * </pre>
 *
 * <p>To upgrade Chronicle: {@code SegmentHeaderTest} compares this with what it writes, and fails first.
 */
final class SegmentHeader {

    /** Of the last message's position, and behind it that position and the message's sequence in one word. */
    static final int WRITE_POSITION = 0x40;

    static final int SEQUENCE = 0x48;
    static final int INDEX_OF_INDEXES = 0x98;
    static final int NEXT_INDEX = 0xB0;
    static final int INDEXES_USED = 0xE8;
    static final int LENGTH = SegmentLayout.FIRST_INDEX;

    private static final byte[] TEMPLATE = HexFormat.of()
            .parseHex("c1000040b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f"
                    + "6e8e01000000008d0200000000000000020000000000000000000000000000000000000000000000"
                    + "c8696e646578696e67b60c53435153496e646578696e67824c000000ca696e646578436f756e74a5"
                    + "0010cc696e64657853706163696e67a50001cb696e64657832496e6465788fa7c800000000000000"
                    + "c96c617374496e6465788e00000000a70000000000000000ca64617461466f726d6174a101000000"
                    + "24800040b90b696e64657832696e6465788e01000000008d00100000000000000000000000000000");
    private static final int[] VARIABLE = {WRITE_POSITION, SEQUENCE, NEXT_INDEX, INDEXES_USED};

    /** Of the first index array's document, up to its entries. */
    private static final byte[] ARRAY = HexFormat.of().parseHex("1c800040b905696e6465788f8f8f8f8d0010000000000000");

    private SegmentHeader() {}

    /** What a segment begins with before its first message is appended. */
    static byte[] initial() {
        ByteBuffer out = ByteBuffer.allocate(SegmentLayout.FIRST_MESSAGE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(TEMPLATE).position(SegmentLayout.FIRST_ARRAY);
        out.put(ARRAY);
        out.putLong(INDEXES_USED, 1).putLong(SegmentLayout.FIRST_INDEX, SegmentLayout.FIRST_ARRAY);
        return out.array();
    }

    /** Whether an index array's document, whose header was looked at, begins as Chronicle begins it. */
    static boolean isArrayHead(SegmentBytes file, long at) {
        int head = SegmentLayout.arrayHead(at);
        long used = file.longAt(at + head - Long.BYTES);
        return file.intAt(at + 4) == 0x6E6905B9
                && (file.intAt(at + 8) & 0xFFFFFF) == 0x786564
                && (head == 28 || file.intAt(at + 11) == 0x8F8F8F8F)
                && file.intAt(at + head - 20) >>> 24 == 0x8D
                && file.longAt(at + head - 2 * Long.BYTES) == SegmentLayout.INDEX_ENTRIES
                && used >= 0
                && used <= SegmentLayout.INDEX_ENTRIES;
    }

    /** What is wrong with the start of a file that is long enough; null when it is sane. */
    static String damage(SegmentBytes file) {
        if (file.intAt(0) == 0) {
            return "no header";
        }
        for (int i = 0; i < LENGTH; i++) {
            if ((byte) file.intAt(i) != TEMPLATE[i] && !isVariable(i)) {
                return "header differs: offset=" + i;
            }
        }
        return null;
    }

    private static boolean isVariable(int offset) {
        for (int start : VARIABLE) {
            if (offset >= start && offset < start + Long.BYTES) {
                return true;
            }
        }
        return false;
    }
}
