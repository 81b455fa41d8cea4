package io.dishrack.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 512}, {@code 64k}, {@code 10m}, {@code 1g}; k is 1024. */
public final class Sizes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})([kKmMgGtT]?)[bB]?");

    private Sizes() {}

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException when it is not one, with a message that shows the form
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a size: value=" + text + "; write bytes, or a number and k, m or g, as in 64k or 1g");
        }
        int power = matcher.group(2).isEmpty()
                ? 0
                : 1 + "kmgt".indexOf(matcher.group(2).toLowerCase().charAt(0));
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("size too large: value=" + text + "; use at most 1000000t", e);
        }
    }

    /** A size for people: {@code 512 B}, {@code 64.0 KiB}, {@code 1.5 GiB}. */
    public static String show(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long tenths = Math.round(bytes * 10.0 / (1L << 10 * power));
        return tenths / 10 + "." + tenths % 10 + " " + "KMGTPE".charAt(power - 1) + "iB";
    }
}
