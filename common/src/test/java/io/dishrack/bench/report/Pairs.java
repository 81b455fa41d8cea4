package io.dishrack.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Runs of a figure and of its yardstick, taken in turns. */
public final class Pairs {

    private final List<Double> values = new ArrayList<>();
    private final List<Double> yardsticks = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    public void add(double value, double yardstick) {
        values.add(value);
        yardsticks.add(yardstick);
        ratios.add(value / yardstick);
    }

    /** The line of all runs so far. */
    public Line line(String name, Unit unit, Target target) {
        return new Line(name, unit, Stats.of(values), Stats.of(yardsticks), Stats.of(ratios), target);
    }
}
