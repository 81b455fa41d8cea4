package io.dishrack.soak;

import java.util.Locale;
import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/** The table at the end. */
final class Report {

    private static final double MICROS_PER_MILLI = 1000;

    private Report() {}

    static String of(Soak soak) {
        Marks marks = soak.marks();
        StringBuilder text = new StringBuilder();
        line(text, "seed", Long.toString(soak.plan().seed()));
        line(text, "rounds", soak.rounds() + " in " + soak.seconds() + " s");
        StringJoiner how = new StringJoiner(", ", " (", ")").setEmptyValue("");
        soak.kills().times().forEach((action, times) -> how.add(times + " times " + action.label()));
        line(text, "processes killed", number(soak.kills().killed()) + how);
        line(text, "died of poison", number(soak.kills().poisoned()));
        for (Marks.Count count : Marks.Count.values()) {
            String bad = count.isBad() && marks.get(count) != 0 ? "   <- must be 0" : "";
            line(text, count.label(), number(marks.get(count)) + bad);
        }
        line(text, "kill to hand-out", distribution(marks.firstItem()));
        line(text, "  every item", distribution(marks.everyItem()));
        if (soak.kept() != null) {
            line(text, "kept", soak.kept().toString());
        }
        line(text, "verdict", marks.isGood() ? "good" : "BAD");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-22s %s%n", name, value));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String distribution(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return "none measured";
        }
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, max %.0f ms of %,d",
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI,
                micros.getTotalCount());
    }
}
