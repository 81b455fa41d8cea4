package io.dishrack.damage;

import java.util.List;

/**
 * What is to be thought of how a damage was met.
 *
 * @param grade the worst of it
 * @param reasons what led to a {@link Grade#DEFECT}, or what was told
 */
record Verdict(Grade grade, List<String> reasons) {

    /** From best to worst. */
    enum Grade {
        /** As if there had been no damage. */
        EXACT,
        /** What could not be right was told in clear lines. */
        TOLD,
        /** A file was cut while it was mapped, and the JVM said so, but in the caller's code after the call. */
        LATE,
        /** Neither. */
        DEFECT,
        /** No answer in time. */
        HANG,
        /** The JVM died. */
        CRASH
    }

    boolean isBad() {
        return grade.compareTo(Grade.DEFECT) >= 0;
    }
}
