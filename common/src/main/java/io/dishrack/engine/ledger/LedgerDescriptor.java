package io.dishrack.engine.ledger;

/**
 * Layout of a file of {@code ledger/}, version 3. Item n has its word in file (n - 1) / items at place (n - 1) mod
 * items.
 *
 * <pre>
 *   0        8         16      24         32      64         72     80     88
 *  | version| segment | items | queue id | check | complete | done | dead | cancelled |
 *   128     256       384   512        520        528             4096
 *  | dirty | flushed | put | all done | all dead | all cancelled | words ...
 * </pre>
 *
 * <ul>
 *   <li>check: of the header. A file is linked in place whole, with its header and a READY word for each item.
 *   <li>complete: 1 when every item of the file is finished and the three totals are right; written last, by the holder
 *       of the upkeep lock. A reader that finds 0 counts the words instead. These four are sealed.
 *   <li>words: see {@link StateWord}; as they stand here they are combined with {@link #mask}.
 *   <li>dirty, flushed: how many changes were announced for the device, and how many of them are on it; see
 *       {@link LedgerSegment#announce}.
 *   <li>put: the last number of the file that was put, or a lower one; sealed, 0 when none was noted. Only a repair reads
 *       it: should control and the end of the item log both be lost, no number is given twice.
 *   <li>all: the totals of this file and all before it; sealed, 0 when they were not noted. Written by the holder of the
 *       upkeep lock before it raises 'finished up to' past the file, and right in every file up to there: to count a queue
 *       takes as long after a hundred million finished items as after none.
 * </ul>
 *
 * <p>To change the format: raise the version, keep published offsets, freeze the new ones in {@code LedgerTest}.
 * Version 1 had neither checks nor queue id, and zero for READY; version 2 other state words.
 */
final class LedgerDescriptor {

    /** "DISHLED" and the format's number. */
    static final long VERSION = 0x44454C4853494403L;

    static final int VERSION_OFFSET = 0;
    static final int SEGMENT_OFFSET = 8;
    static final int ITEMS_OFFSET = 16;
    static final int QUEUE_ID_OFFSET = 24;
    static final int CHECK_OFFSET = 32;
    static final int COMPLETE_OFFSET = 64;
    static final int DONE_OFFSET = 72;
    static final int DEAD_OFFSET = 80;
    static final int CANCELLED_OFFSET = 88;
    static final int DIRTY_OFFSET = 128;
    static final int FLUSHED_OFFSET = 256;
    static final int PUT_OFFSET = 384;
    static final int ALL_DONE_OFFSET = 512;
    static final int ALL_DEAD_OFFSET = 520;
    static final int ALL_CANCELLED_OFFSET = 528;
    static final int WORDS_OFFSET = 4096;

    private LedgerDescriptor() {}

    static long length(int items) {
        return WORDS_OFFSET + (long) items * Long.BYTES;
    }

    static int wordOffset(int place) {
        return WORDS_OFFSET + place * Long.BYTES;
    }

    /**
     * What every word of a queue's ledger is combined with by exclusive or, in the bits of its check: a word of another
     * queue is no word of this one, also where it was copied into the middle of a file.
     */
    static long mask(long queueId) {
        return check(0, 0, queueId) & 0xFFFF;
    }

    /** The word at {@link #CHECK_OFFSET}. */
    static long check(long segment, long items, long queueId) {
        long mixed = (segment * 31 + items) * 0x9E3779B97F4A7C15L ^ queueId;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 29;
    }
}
