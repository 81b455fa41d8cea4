package io.dishrack.engine.control;

import io.dishrack.engine.region.Region;

/**
 * What holds takers back: a word that is 0 when nothing does.
 *
 * <pre>
 *  value: | limit | recount:1 | paused:1 |
 * </pre>
 *
 * <p>Changed under the permits lock only; but takers look at it without.
 */
public final class Gate {

    /** Nothing holds takers back. */
    public static final long OPEN = 0;

    /** The highest limit, which is also how many numbers the list of permits holds. */
    public static final int MAX_LIMIT = ControlDescriptor.PERMITS;

    private static final long PAUSED = 1;
    private static final long RECOUNT = 2;
    private static final int LIMIT_SHIFT = 2;

    private final Region region;

    Gate(Region region) {
        this.region = region;
    }

    public long wordVolatile() {
        return region.sealedVolatile(ControlDescriptor.GATE_OFFSET);
    }

    /** Sets it as in a {@link #wordVolatile} of before. */
    public void wordVolatile(long word) {
        region.sealedVolatile(ControlDescriptor.GATE_OFFSET, word);
    }

    /** Whether nothing is to be handed out. */
    public static boolean isPaused(long word) {
        return (word & PAUSED) != 0;
    }

    /** How many items may be in the hands of takers at once; 0 for any number. */
    public static int limit(long word) {
        return (int) (word >>> LIMIT_SHIFT);
    }

    /** Whether the list of permits is not to be relied on. */
    public static boolean isToRecount(long word) {
        return (word & RECOUNT) != 0;
    }

    public static long withPaused(long word, boolean paused) {
        return paused ? word | PAUSED : word & ~PAUSED;
    }

    /** With another limit; what runs is to be counted anew, since some may run without a permit. */
    public static long withLimit(long word, int limit) {
        return word & PAUSED | (long) limit << LIMIT_SHIFT | (limit == 0 ? 0 : RECOUNT);
    }

    /** Of what is to be kept where nobody is at work: nothing is counted. */
    public static long counted(long word) {
        return word & ~RECOUNT;
    }

    /** The same, to be counted anew where there is a limit. */
    public static long toRecount(long word) {
        return limit(word) == 0 ? word : word | RECOUNT;
    }
}
