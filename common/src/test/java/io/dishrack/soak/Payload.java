package io.dishrack.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Payloads that prove themselves: {@code WASHER.SEQUENCE:FILLER}, the filler pseudo-random and following from the two.
 * One line of letters and digits, so that it can be a line of a washer's input and an argument of a command.
 */
final class Payload {

    private static final byte[] LETTERS = "abcdefghijklmnopqrstuvwxyz012345".getBytes(StandardCharsets.US_ASCII);
    private static final int USUAL = 200;
    private static final int LARGE = 9_000;
    private static final int ONE_IN_LARGE = 64;
    /** Beyond what the item log takes itself. */
    private static final int VERY_LARGE = 90_000;

    private static final int ONE_IN_VERY_LARGE = 512;

    private Payload() {}

    /** The payload of that origin. */
    static byte[] of(Origin origin) {
        SplittableRandom random = new SplittableRandom(origin.sequence() * 31 + origin.washer());
        byte[] head = (origin + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] payload = Arrays.copyOf(head, head.length + length(random));
        for (int i = head.length; i < payload.length; i++) {
            payload[i] = LETTERS[random.nextInt(LETTERS.length)];
        }
        return payload;
    }

    private static int length(SplittableRandom random) {
        if (random.nextInt(ONE_IN_VERY_LARGE) == 0) {
            return random.nextInt(VERY_LARGE);
        }
        return random.nextInt(random.nextInt(ONE_IN_LARGE) == 0 ? LARGE : USUAL);
    }

    /** The origin of a payload, or null when any byte of it is wrong. */
    static Origin origin(byte[] payload) {
        if (payload == null) {
            return null;
        }
        String text = new String(payload, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        if (colon < 0 || !text.substring(0, colon).matches("\\d{1,9}\\.\\d{1,15}")) {
            return null;
        }
        Origin origin = Origin.parse(text.substring(0, colon));
        return Arrays.equals(of(origin), payload) ? origin : null;
    }
}
