package io.dishrack.engine.origins;

/**
 * Layout of a file of {@code origins/}, version 1. Its name is the source's id in hex, a dot, and the file's place among
 * those of its source. Item n of a source has its entry in file (n - 1) / {@link #ENTRIES} at place (n - 1) mod {@link
 * #ENTRIES}.
 *
 * <pre>
 *   0        8       16     24        32      40          64
 *  | version| source| place| queue id| check | forgotten* | entries: | number* | digest* | ...
 * </pre>
 *
 * <ul>
 *   <li>check: of the header. A file is linked in place whole, with all its entries.
 *   <li>forgotten: 1 before the file is deleted, for those who have it mapped.
 *   <li>number: of the item that was put, 0 for none; written after the digest.
 *   <li>digest: what its putter gave along.
 * </ul>
 *
 * <p>Words with a star are sealed. To change the format: raise the version, keep published offsets, freeze the new ones
 * in {@code OriginsTest}.
 */
final class OriginDescriptor {

    /** "DISHORI" and the format's number. */
    static final long VERSION = 0x49524F4853494401L;

    static final int VERSION_OFFSET = 0;
    static final int SOURCE_OFFSET = 8;
    static final int PLACE_OFFSET = 16;
    static final int QUEUE_ID_OFFSET = 24;
    static final int CHECK_OFFSET = 32;
    static final int FORGOTTEN_OFFSET = 40;
    static final int ENTRIES_OFFSET = 64;

    /** Entries in a file, of 128 KiB. */
    static final int ENTRIES = 1 << 13;

    static final int DIGEST = 8;
    static final int ENTRY_LENGTH = 16;
    static final int LENGTH = ENTRIES_OFFSET + ENTRIES * ENTRY_LENGTH;

    private OriginDescriptor() {}

    static int entryOffset(long sequence) {
        return ENTRIES_OFFSET + (int) ((sequence - 1) % ENTRIES) * ENTRY_LENGTH;
    }

    /** The file of a source that has the entry. */
    static long place(long sequence) {
        return (sequence - 1) / ENTRIES;
    }

    /** The word at {@link #CHECK_OFFSET}. */
    static long check(long source, long place, long queueId) {
        long mixed = (source * 31 + place) * 0x9E3779B97F4A7C15L ^ queueId;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 29;
    }
}
