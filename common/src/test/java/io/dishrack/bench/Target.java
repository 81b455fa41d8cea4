package io.dishrack.bench;

/**
 * What a figure is to reach.
 *
 * @param id its row in the list of targets
 * @param atLeast whether more is better
 * @param limit the bound
 * @param ofRatio whether the ratio to the yardstick is meant, not the figure itself
 */
record Target(String id, boolean atLeast, double limit, boolean ofRatio) {

    static Target ratioAtLeast(String id, double limit) {
        return new Target(id, true, limit, true);
    }

    static Target ratioAtMost(String id, double limit) {
        return new Target(id, false, limit, true);
    }

    static Target atLeast(String id, double limit) {
        return new Target(id, true, limit, false);
    }

    static Target atMost(String id, double limit) {
        return new Target(id, false, limit, false);
    }

    boolean isMetBy(Line line) {
        double value = ofRatio ? line.ratio().median() : line.value().median();
        return atLeast ? value >= limit : value <= limit;
    }

    /** For the table: {@code T1 >= 0.90}. */
    String text(Unit unit) {
        return id + (atLeast ? " >= " : " <= ") + (ofRatio ? Unit.number(limit) : unit.format(limit));
    }
}
