package io.dishrack.bench.report;

import java.util.Locale;

/** What a figure counts, and how people read it. */
public enum Unit {
    PER_SECOND("/s") {
        @Override
        public String format(double value) {
            if (value >= MEGA) {
                return number(value / MEGA) + " M/s";
            }
            return value >= 10 * KILO
                    ? number(value / KILO) + " k/s"
                    : String.format(Locale.ROOT, value >= 10 ? "%.0f /s" : "%.2f /s", value);
        }
    },
    NANOSECONDS("ns"),
    MICROSECONDS("us"),
    MILLISECONDS("ms"),
    PERCENT("%"),
    BYTES("B"),
    MEGABYTES("MB"),
    COUNT("");

    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** As it stands in JSON. */
    public String symbol() {
        return symbol;
    }

    /** With the unit, in at most 9 characters. */
    public String format(double value) {
        return (number(value) + " " + symbol).strip();
    }

    /** Three digits that matter. */
    public static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }

    /** In at most four characters, for a range; large ones in thousands or millions. */
    public static String brief(double value) {
        if (value >= MEGA) {
            return String.format(Locale.ROOT, value >= 10 * MEGA ? "%.0fM" : "%.1fM", value / MEGA);
        }
        return value >= 10 * KILO ? String.format(Locale.ROOT, "%.0fk", value / KILO) : number(value);
    }

    /** A bound, without zeros that say nothing. */
    public static String bound(double value) {
        String text = brief(value);
        return text.contains(".") && !text.endsWith("M") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
