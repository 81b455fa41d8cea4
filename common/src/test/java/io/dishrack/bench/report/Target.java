package io.dishrack.bench.report;

/**
 * What a figure is to reach.
 *
 * @param id its row in the list of targets
 * @param atLeast whether more is better
 * @param limit the bound
 * @param ofRatio whether the ratio to the yardstick is meant, not the figure itself
 */
public record Target(String id, boolean atLeast, double limit, boolean ofRatio) {

    public static Target ratioAtLeast(String id, double limit) {
        return new Target(id, true, limit, true);
    }

    public static Target ratioAtMost(String id, double limit) {
        return new Target(id, false, limit, true);
    }

    public static Target atLeast(String id, double limit) {
        return new Target(id, true, limit, false);
    }

    public static Target atMost(String id, double limit) {
        return new Target(id, false, limit, false);
    }

    /** By the median of the runs. */
    public boolean isMetBy(Line line) {
        double value = ofRatio ? line.ratio().median() : line.value().median();
        return atLeast ? value >= limit : value <= limit;
    }

    /** For the table: {@code T1 >= 0.9}, in the figure's own unit. */
    public String text() {
        return id + (atLeast ? " >= " : " <= ") + Unit.bound(limit);
    }
}
