package io.dishrack.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Payloads that prove themselves: who put it, the how-maniest it is, then pseudo-random bytes whose count and values
 * follow from these two. A torn, mixed or foreign payload can't pass {@link #check}.
 *
 * <pre>
 * 0        4          12 .. length
 * | washer | sequence | bytes
 * </pre>
 */
public final class Payloads {

    private static final int HEADER = Integer.BYTES + Long.BYTES;
    /** Washers from this number on put payloads of up to 300,000 bytes. */
    public static final int LARGE_WASHER = 500;

    private static final int VERY_LARGE = 300_000;
    private static final int USUAL = 200;
    private static final int LARGE = 9000;
    private static final int ONE_IN_LARGE = 64;

    private Payloads() {}

    /** Where a payload comes from: its putter, and the count of that putter's payloads, from 0. */
    public record Origin(int washer, long sequence) {}

    /** The payload of that origin. */
    public static byte[] of(int washer, long sequence) {
        SplittableRandom random = new SplittableRandom(sequence * 31 + washer);
        int most = washer >= LARGE_WASHER ? VERY_LARGE : random.nextInt(ONE_IN_LARGE) == 0 ? LARGE : USUAL;
        int extra = random.nextInt(most);
        byte[] payload = new byte[HEADER + extra];
        random.nextBytes(payload);
        ByteBuffer.wrap(payload).putInt(washer).putLong(sequence);
        return payload;
    }

    /** The origin of a payload; an {@link AssertionError} when any byte of it is wrong. */
    public static Origin check(byte[] payload) {
        if (payload.length < HEADER) {
            throw new AssertionError("torn payload: length=" + payload.length);
        }
        ByteBuffer header = ByteBuffer.wrap(payload);
        Origin origin = new Origin(header.getInt(), header.getLong());
        byte[] expected = of(origin.washer(), origin.sequence());
        int wrong = Arrays.mismatch(expected, payload);
        if (wrong >= 0) {
            throw new AssertionError("torn payload: origin=" + origin + " length=" + payload.length + " expected="
                    + expected.length + " wrongAt=" + wrong);
        }
        return origin;
    }
}
