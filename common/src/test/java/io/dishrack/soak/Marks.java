package io.dishrack.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of a verdict, of one round or of all, and its findings in words. */
final class Marks {

    /** What is counted; a bad one fails the soak when it is not zero. */
    enum Count {
        ATTEMPTED("put attempts", false),
        ACKNOWLEDGED("acknowledged", false),
        RECOVERED("recovered", false),
        LOST("lost", true),
        UNEXPECTED("unexpected", true),
        DISORDERED("out of order", true),
        HAND_OUTS("hand-outs", false),
        DUPLICATED("handed out again", false),
        DOUBLED("doubled", true),
        BESIDE("ran beside successor", true),
        DONE("done", false),
        DEAD("dead letters", false),
        LOOKS("counts compared", false),
        WRONG_COUNTS("wrong counts", true),
        JOINS("joins", false),
        JOIN_HUNG("joins that hung", true),
        JOIN_EARLY("joins too early", true),
        OTHER("other findings", true);

        private final String label;
        private final boolean bad;

        Count(String label, boolean bad) {
            this.label = label;
            this.bad = bad;
        }

        String label() {
            return label;
        }

        boolean isBad() {
            return bad;
        }
    }

    private static final int DIGITS = 3;

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final List<String> findings = new ArrayList<>();
    private final Histogram firstItem = new Histogram(DIGITS);
    private final Histogram everyItem = new Histogram(DIGITS);

    Marks() {
        for (Count count : Count.values()) {
            counts.put(count, 0L);
        }
    }

    void add(Count count, long more) {
        counts.merge(count, more, Long::sum);
    }

    void find(Count count, String what) {
        add(count, 1);
        findings.add(count.label() + ": " + what);
    }

    void addAll(Marks others) {
        others.counts.forEach(this::add);
        findings.addAll(others.findings);
        firstItem.add(others.firstItem);
        everyItem.add(others.everyItem);
    }

    long get(Count count) {
        return counts.get(count);
    }

    List<String> findings() {
        return findings;
    }

    boolean isGood() {
        return counts.entrySet().stream().noneMatch(e -> e.getKey().isBad() && e.getValue() != 0);
    }

    /** Microseconds from a kill to the first next hand-out of what the killed one held. */
    Histogram firstItem() {
        return firstItem;
    }

    /** The same for each item that it held. */
    Histogram everyItem() {
        return everyItem;
    }
}
