package io.dishrack.engine.control;

import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.region.Region;

/**
 * Where items wait that are to be taken before others: a hint for each priority above the lowest. They only order what
 * is found otherwise too: should one be wrong, items are taken in another order and none is lost. A queue without such
 * items has {@link #usedVolatile} 0, which is all that its takers look at.
 */
public final class Urgent {

    /** The highest priority. */
    public static final int LEVELS = StateWord.MAX_PRIORITY;

    private final Region region;
    private final LowestHint[] hints = new LowestHint[LEVELS + 1];

    Urgent(Region region) {
        this.region = region;
        for (int level = 1; level <= LEVELS; level++) {
            hints[level] = new LowestHint(region, offset(level));
        }
    }

    static int offset(int level) {
        return ControlDescriptor.URGENT_OFFSET + (level - 1) * Long.BYTES;
    }

    /** A bit for each priority that was ever put. */
    public long usedVolatile() {
        return region.sealedVolatile(ControlDescriptor.PRIORITIES_OFFSET);
    }

    /** Whether a priority has its bit in that word. */
    public static boolean isUsed(long used, int level) {
        return (used >>> level & 1) != 0;
    }

    /** Says that items of this priority may be there from now on. */
    public void use(int level) {
        for (; ; ) {
            long used = usedVolatile();
            if (isUsed(used, level)
                    || region.casSealed(ControlDescriptor.PRIORITIES_OFFSET, used, used | 1L << level)) {
                return;
            }
        }
    }

    /** Of a priority from 1 on. */
    public LowestHint hint(int level) {
        return hints[level];
    }

    /** Says that an item is READY. Nothing for items of the lowest priority. */
    public void lower(int level, long number) {
        if (level > 0) {
            hints[level].lower(number);
        }
    }

    /** Looks anew from this number on, for all priorities that were ever put. */
    public void lowerAll(long number) {
        long used = usedVolatile();
        for (int level = 1; level <= LEVELS; level++) {
            if (isUsed(used, level)) {
                hints[level].lower(number);
            }
        }
    }
}
