package io.dishrack.damage;

import io.dishrack.ItemState;
import java.util.SplittableRandom;

/**
 * An item of a specimen as it was before the damage.
 *
 * @param number the item
 * @param state where it was in its life
 * @param attempts hand-outs it had had
 * @param key its key, or null
 */
record Item(long number, ItemState state, int attempts, String key) {

    private static final int LARGE_EVERY = 61;
    private static final int LARGE = 70_000;
    private static final int LARGE_SPREAD = 60_000;
    private static final int USUAL_SPREAD = 1200;

    /** The payload of the item of a number: text for some, bytes for others, large for a few. */
    static byte[] payload(long number) {
        SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L);
        int length = number % LARGE_EVERY == 0
                ? LARGE + random.nextInt(LARGE_SPREAD)
                : Long.BYTES + random.nextInt(USUAL_SPREAD);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        if (number % 2 == 0) {
            for (int i = 0; i < length; i++) {
                payload[i] = (byte) ('a' + (payload[i] & 15));
            }
        }
        return payload;
    }

    /** Whether a dryer that takes all there is must be given the item. */
    boolean isRunnable() {
        return !state.isFinished();
    }
}
