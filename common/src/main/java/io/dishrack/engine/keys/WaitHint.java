package io.dishrack.engine.keys;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;

/**
 * A word that says where the first item stands that may wait:
 *
 * <pre>
 *  63     57   56    55       12 11    0
 * | version | sole | lowest     | check |
 * </pre>
 *
 * <p>It may be lower than need be, never higher: it is lowered after the item's word says WAITING, and raised only by
 * who has looked at all words from there on, if the version is the same still. sole: only that one item may wait.
 */
public final class WaitHint {

    private static final int LOW_SHIFT = 12;
    private static final long CHECK_MASK = (1L << LOW_SHIFT) - 1;
    private static final long LOW_MASK = (1L << 44) - 1;
    private static final long SOLE = 1L << 56;
    private static final int VERSION_SHIFT = 57;

    /** Nobody waits. */
    public static final long NONE = LOW_MASK;

    private final Region region;
    private final int offset;

    WaitHint(Region region, int offset) {
        this.region = region;
        this.offset = offset;
    }

    /** The word, to be given to the others. */
    public long seen() {
        long word = region.longVolatile(offset);
        if (!isWhole(word, offset)) {
            throw new QueueUnusableException("damaged word: found=0x" + Long.toHexString(word) + " offset=" + offset
                    + " file=" + region.file() + "; see rack verify and rack repair");
        }
        return word;
    }

    static boolean isWhole(long word, int offset) {
        return (word & CHECK_MASK) == (Sealed.check(word & ~CHECK_MASK, offset) & CHECK_MASK);
    }

    /** The lowest number that may wait, or {@link #NONE}. */
    public static long lowest(long seen) {
        return seen >>> LOW_SHIFT & LOW_MASK;
    }

    /** Whether no other than the lowest may wait. */
    public static boolean isSole(long seen) {
        return (seen & SOLE) != 0;
    }

    /** Says that an item waits. Assumes that its word says so. */
    public void lower(long number) {
        for (; ; ) {
            long seen = seen();
            long low = lowest(seen);
            boolean sole = low == NONE || low == number && isSole(seen);
            if (region.casLong(offset, seen, word(seen >>> VERSION_SHIFT, 1, Math.min(low, number), sole))) {
                return;
            }
        }
    }

    /** Moves the hint up after a look from {@code seen}; fails benignly when anything began to wait meanwhile. */
    public void advance(long seen, long number) {
        if (lowest(seen) != number) {
            region.casLong(offset, seen, word(seen >>> VERSION_SHIFT, 0, number, false));
        }
    }

    /** What stands in a new file. */
    static long none(int offset) {
        return sealed(NONE << LOW_SHIFT, offset);
    }

    private long word(long version, int step, long number, boolean sole) {
        return sealed(version + step << VERSION_SHIFT | (sole ? SOLE : 0) | number << LOW_SHIFT, offset);
    }

    private static long sealed(long body, int offset) {
        return body | Sealed.check(body, offset) & CHECK_MASK;
    }
}
