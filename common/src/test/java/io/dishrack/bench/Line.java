package io.dishrack.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure of the report.
 *
 * @param name what was measured
 * @param unit what the values count
 * @param value the figure itself
 * @param yardstick the same of the yardstick, or null
 * @param ratio figure by yardstick, paired run by run, or null
 * @param target what it is to reach, or null
 */
record Line(String name, Unit unit, Stats value, Stats yardstick, Stats ratio, Target target) {

    /** A figure that stands for itself. */
    static Line of(String name, Unit unit, List<Double> values, Target target) {
        return new Line(name, unit, Stats.of(values), null, null, target);
    }

    /** Runs of a figure and of its yardstick, taken in turns. */
    static final class Pairs {

        private final List<Double> values = new ArrayList<>();
        private final List<Double> yardsticks = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();

        void add(double value, double yardstick) {
            values.add(value);
            yardsticks.add(yardstick);
            ratios.add(value / yardstick);
        }

        Line line(String name, Unit unit, Target target) {
            return new Line(name, unit, Stats.of(values), Stats.of(yardsticks), Stats.of(ratios), target);
        }
    }
}
