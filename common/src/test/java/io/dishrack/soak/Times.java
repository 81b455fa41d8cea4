package io.dishrack.soak;

import java.util.Locale;

/** Times for people. */
final class Times {

    private static final double NANOS_PER_SECOND = 1e9;

    private Times() {}

    /** Seconds since an instant. */
    static String since(long zero, long nanos) {
        return String.format(Locale.ROOT, "%.4fs", (nanos - zero) / NANOS_PER_SECOND);
    }

    /** Whole seconds since an instant. */
    static long seconds(long zero) {
        return Math.round((System.nanoTime() - zero) / NANOS_PER_SECOND);
    }
}
