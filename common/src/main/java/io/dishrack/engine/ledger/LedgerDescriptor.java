package io.dishrack.engine.ledger;

/**
 * Layout of a file of {@code ledger/}, version 1. Item n has its word in file (n - 1) / items at place (n - 1) mod
 * items.
 *
 * <pre>
 *   0        8         16      24          32     40     48                      4096
 *  | version| segment | items | complete  | done | dead | cancelled | ... zero  | words, 8 bytes an item ...
 * </pre>
 *
 * <p>complete: 1 when every item of the file is finished and the three totals are right; written last, by the holder of
 * the upkeep lock. A reader that finds 0 counts the words instead.
 *
 * <p>To change the format: raise the version, keep published offsets, freeze the new ones in {@code LedgerTest}.
 */
final class LedgerDescriptor {

    /** "DISHLED" and the format's number. */
    static final long VERSION = 0x44454C4853494401L;

    static final int VERSION_OFFSET = 0;
    static final int SEGMENT_OFFSET = 8;
    static final int ITEMS_OFFSET = 16;
    static final int COMPLETE_OFFSET = 24;
    static final int DONE_OFFSET = 32;
    static final int DEAD_OFFSET = 40;
    static final int CANCELLED_OFFSET = 48;
    static final int WORDS_OFFSET = 4096;

    private LedgerDescriptor() {}

    static long length(int items) {
        return WORDS_OFFSET + (long) items * Long.BYTES;
    }

    static int wordOffset(int place) {
        return WORDS_OFFSET + place * Long.BYTES;
    }
}
