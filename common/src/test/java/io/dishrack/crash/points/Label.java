package io.dishrack.crash.points;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of items, and the payloads that follow from them. Names that end in M and L stand for larger payloads. */
final class Label {

    private static final int MEDIUM_BYTES = 40_000;
    /** More than a message may have. */
    private static final int LARGE_BYTES = 200_000;

    private Label() {}

    static byte[] payload(String label) {
        byte[] name = (label + ".").getBytes(StandardCharsets.US_ASCII);
        int length = label.endsWith("L") ? LARGE_BYTES : label.endsWith("M") ? MEDIUM_BYTES : name.length;
        byte[] payload = Arrays.copyOf(name, length);
        Arrays.fill(payload, name.length, payload.length, (byte) label.hashCode());
        return payload;
    }

    /** An {@link AssertionError} when any byte is wrong. */
    static String of(byte[] payload) {
        int end = 0;
        while (end < payload.length && payload[end] != '.') {
            end++;
        }
        String label = new String(payload, 0, end, StandardCharsets.US_ASCII);
        if (!Arrays.equals(payload, payload(label))) {
            throw new AssertionError("torn payload: label=" + label + " length=" + payload.length);
        }
        return label;
    }
}
