package io.dishrack.engine.control;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;

/**
 * A word that says from which number on to look for items of some kind: {@code | version:8 | lowest:44 | check:12 |}.
 * Lowered by whoever makes such an item, raised by whoever looked; the version grows even when the number does not
 * change, so that a look which passed the item just before can't wipe the hint.
 */
public final class LowestHint {

    /** There is none. */
    public static final long NONE = (1L << 44) - 1;

    private static final int LOW_SHIFT = 12;
    private static final int VERSION_SHIFT = LOW_SHIFT + 44;
    private static final long CHECK_MASK = (1L << LOW_SHIFT) - 1;

    private final Region region;
    private final int offset;

    LowestHint(Region region, int offset) {
        this.region = region;
        this.offset = offset;
    }

    /** The word of a new file. */
    static long none(int offset) {
        return word(0, NONE, offset);
    }

    private static long word(long version, long number, int offset) {
        long body = version << VERSION_SHIFT | number << LOW_SHIFT;
        return body | check(body, offset);
    }

    private static long check(long body, int offset) {
        return Sealed.check(body, offset) & CHECK_MASK;
    }

    /** The word to give to {@link #advance}. */
    public long wordVolatile() {
        long word = region.longVolatile(offset);
        if ((word & CHECK_MASK) != check(word & ~CHECK_MASK, offset)) {
            throw new QueueUnusableException("damaged word: found=0x" + Long.toHexString(word) + " offset=" + offset
                    + " file=" + region.file() + "; see rack verify and rack repair");
        }
        return word;
    }

    /** The number in a word, or {@link #NONE}. */
    public static long lowest(long word) {
        return word >>> LOW_SHIFT & NONE;
    }

    /** Says that there is such an item. Assumes its state word says so already. */
    public void lower(long number) {
        for (; ; ) {
            long seen = wordVolatile();
            long version = (seen >>> VERSION_SHIFT) + 1;
            if (region.casLong(offset, seen, word(version, Math.min(lowest(seen), number), offset))) {
                return;
            }
        }
    }

    /** Moves the hint up after a look from {@code seen} on; false, benignly, when it was lowered meanwhile. */
    public boolean advance(long seen, long number) {
        return region.casLong(offset, seen, word(seen >>> VERSION_SHIFT, number, offset));
    }
}
