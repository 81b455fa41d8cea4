package io.dishrack.bench;

import java.util.Locale;

/** What a figure counts, and how people read it. */
enum Unit {
    PER_SECOND("/s") {
        @Override
        String format(double value) {
            if (value >= 1e6) {
                return String.format(Locale.ROOT, "%.2f M/s", value / 1e6);
            }
            return value >= 1e4
                    ? String.format(Locale.ROOT, "%.1f k/s", value / 1e3)
                    : String.format(Locale.ROOT, "%.0f /s", value);
        }
    },
    MICROSECONDS("us"),
    MILLISECONDS("ms"),
    PERCENT("%"),
    COUNT("");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** As it stands in JSON. */
    String symbol() {
        return symbol;
    }

    String format(double value) {
        return (number(value) + " " + symbol).strip();
    }

    /** Three digits that matter. */
    static String number(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
