package io.dishrack.bench.sections;

import io.dishrack.bench.children.Crew;
import io.dishrack.bench.children.RawPair;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;

/** T1: items through a queue whose dryers wait for them. */
public final class Live implements Measurement {

    private static final int[] SIZES = {100, 16, 1 << 10, 10 << 10};
    private static final int[] DRYERS = {1, 2, 4};

    @Override
    public void run(Lab lab, Section section) throws Exception {
        section.note("put -> take -> done, live: dryers wait, the washer puts batches of " + Load.BATCH
                        + ", then joins; dryers take up to " + Load.BATCH + " at once")
                .note("yardstick: raw Chronicle append in one process, spinning tail in another, same items and flags")
                .note(
                        "each JVM is new in each run and warms up with as many items for each dryer, through the same queue or log");
        for (Case each : cases(lab)) {
            Pairs pairs = new Pairs();
            for (int run = 1; run <= lab.runs(); run++) {
                lab.progress("live, " + each.name() + ", run " + run + " of " + lab.runs());
                pairs.add(dish(lab, each.dryers(), each.load()), raw(lab, each.load()));
            }
            section.add(pairs.line(each.name(), Unit.PER_SECOND, each.target()));
        }
    }

    private record Case(int dryers, Load load) {

        String name() {
            return Live.dryers(dryers) + ", " + (load.batch() == 1 ? "put one by one" : load.label());
        }

        Target target() {
            if (load.size() != 100 || load.batch() == 1) {
                return null;
            }
            return Target.ratioAtLeast("T1", dryers == 1 ? 1.0 : dryers == 2 ? 0.9 : 0.7);
        }
    }

    private static List<Case> cases(Lab lab) {
        List<Case> cases = new ArrayList<>();
        for (int size : SIZES) {
            for (int dryers : DRYERS) {
                if (!lab.quick() || size == 100 || size == 10 << 10 && dryers == 1) {
                    cases.add(new Case(dryers, Load.of(lab.items(), size)));
                }
            }
        }
        for (int dryers : lab.quick() ? new int[] {1} : DRYERS) {
            cases.add(new Case(dryers, Load.of(lab.items(), 100).oneByOne()));
        }
        return cases;
    }

    public static String dryers(int count) {
        return count == 1 ? "1 dryer" : count + " dryers";
    }

    public static double dish(Lab lab, int dryers, Load load) throws Exception {
        try (Crew crew = new Crew(lab, dryers)) {
            return crew.live(load.warmUp(dryers), load);
        }
    }

    private static double raw(Lab lab, Load load) throws Exception {
        try (RawPair pair = new RawPair(lab)) {
            return pair.live(load.warmUp(1), load);
        }
    }
}
