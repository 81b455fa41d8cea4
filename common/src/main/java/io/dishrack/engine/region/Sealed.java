package io.dishrack.engine.region;

/**
 * Words that show when they were damaged: 48 bits of value, 16 bits that follow from the value and the word's place.
 *
 * <pre>
 *  63         16 15    0
 * | value       | check |
 * </pre>
 *
 * <p>A word of zeros is never whole, nor is one that was moved from another place. Of other damages one in 65,536 goes
 * unnoticed.
 */
public final class Sealed {

    /** The largest value. */
    public static final long MAX = (1L << 47) - 1;

    private static final int SHIFT = 16;
    private static final long MASK = (1L << SHIFT) - 1;

    private Sealed() {}

    /** The word for a value, 0 to {@link #MAX}, at a place. */
    public static long seal(long value, long place) {
        long body = value << SHIFT;
        return body | check(body, place);
    }

    /** Whether a word is as {@link #seal} made it for this place. */
    public static boolean isWhole(long word, long place) {
        return (word & MASK) == check(word & ~MASK, place);
    }

    /** The value of a whole word. */
    public static long value(long word) {
        return word >>> SHIFT;
    }

    /** 16 bits that depend on every bit of a body, whose low 16 bits are zero, and of its place. */
    public static long check(long body, long place) {
        long mixed = (body ^ place ^ 0x5DEECE66D1A4B5L) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed >>> 48;
    }
}
