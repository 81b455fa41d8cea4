package io.dishrack.bench.report;

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
public record Line(String name, Unit unit, Stats value, Stats yardstick, Stats ratio, Target target) {

    /** A figure that stands for itself. */
    public static Line of(String name, Unit unit, List<Double> values, Target target) {
        return new Line(name, unit, Stats.of(values), null, null, target);
    }

    /** Whether there is a target and the median reaches it. */
    public boolean reachesTarget() {
        return target != null && target.isMetBy(this);
    }
}
