package io.dishrack.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1.5m}, {@code 2h}, {@code 1d}, and plain {@code 0}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when it is not one, with a message that shows the form
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a duration: value=" + text + "; write a number and its unit, as in 500ms, 30s, 5m or 2h");
        }
        try {
            return Duration.ofNanos(new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(nanos(matcher.group(2))))
                    .toBigInteger()
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("duration too long: value=" + text + "; use at most 100000d", e);
        }
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }
}
