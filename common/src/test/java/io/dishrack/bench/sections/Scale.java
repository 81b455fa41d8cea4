package io.dishrack.bench.sections;

import io.dishrack.bench.children.Fleet;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Shares;
import io.dishrack.bench.report.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many processes on one queue: no collapse, no starvation, no thundering herd. */
public final class Scale implements Measurement {

    private static final Fleet.Size ONE = new Fleet.Size(1, 1);
    private static final List<Fleet.Size> SIZES = List.of(
            new Fleet.Size(1, 2),
            new Fleet.Size(1, 4),
            new Fleet.Size(1, 8),
            new Fleet.Size(1, 16),
            new Fleet.Size(1, 32),
            new Fleet.Size(1, 64),
            new Fleet.Size(2, 4),
            new Fleet.Size(4, 4),
            new Fleet.Size(8, 4),
            new Fleet.Size(16, 4),
            new Fleet.Size(16, 64));
    private static final List<Fleet.Size> QUICK_SIZES = List.of(new Fleet.Size(1, 8), new Fleet.Size(4, 4));
    /** Of the items of other sections: where many get in each other's way, it still ends in time. */
    private static final int PART = 10;

    private static final long LEAST_ITEMS = 30_000;
    private static final int HERD_ITEMS = 400;
    private static final long HERD_INTERVAL_NANOS = 5_000_000;

    /** What the runs of one size showed. */
    private static final class Found {

        private final Pairs rates = new Pairs();
        private final List<Double> jain = new ArrayList<>();
        private final List<Double> least = new ArrayList<>();

        void add(Fleet.Run run, double yard) {
            rates.add(run.rate(), yard);
            jain.add(Shares.jain(run.shares()));
            least.add(Shares.leastByLargest(run.shares()));
        }
    }

    @Override
    public void run(Lab lab, Section section) throws Exception {
        List<Fleet.Size> sizes = lab.quick() ? QUICK_SIZES : SIZES;
        Load load = new Load(Math.max(lab.items() / PART, LEAST_ITEMS), 100, Load.BATCH);
        section.note(
                        "live, " + load.items() + " items of 100 B in batches of " + Load.BATCH
                                + ", handlers that do nothing; w: washer, d: dryer processes, with heaps of 48 MB and the quick compiler only")
                .note(
                        "yardstick: 1 washer and 1 dryer of the same kind; all were warmed up together on a throwaway queue")
                .note(
                        "Jain: fairness of the dryers' shares, 1 when all are equal, 1/n when one has all; least share by the largest one")
                .note("wake-ups: of all dryers together for each item, when " + HERD_ITEMS
                        + " items come 5 ms apart, beyond what they do by themselves");
        int washers = sizes.stream().mapToInt(Fleet.Size::washers).max().orElse(1);
        int dryers = sizes.stream().mapToInt(Fleet.Size::dryers).max().orElse(1);
        Map<Fleet.Size, Found> found = new LinkedHashMap<>();
        List<Double> yard = new ArrayList<>();
        List<Double> wakeUps = new ArrayList<>();
        lab.progress("scale, starting " + washers + " washers and " + dryers + " dryers");
        try (Fleet fleet = new Fleet(lab, new Fleet.Size(washers, dryers))) {
            fleet.live(new Fleet.Size(washers, dryers), load);
            for (int run = 1; run <= lab.runs(); run++) {
                lab.progress("scale, run " + run + " of " + lab.runs());
                double alone = fleet.live(ONE, load).rate();
                yard.add(alone);
                for (Fleet.Size size : sizes) {
                    found.computeIfAbsent(size, key -> new Found()).add(fleet.live(size, load), alone);
                }
                wakeUps.add(fleet.wakeUpsAnItem(dryers, lab.quick() ? 100 : HERD_ITEMS, HERD_INTERVAL_NANOS));
            }
        }
        report(section, yard, found);
        section.add(Line.of("wake-ups an item, " + dryers + " asleep", Unit.COUNT, wakeUps, null));
    }

    private static void report(Section section, List<Double> yard, Map<Fleet.Size, Found> found) {
        section.add(Line.of(label(ONE), Unit.PER_SECOND, yard, null));
        found.forEach((size, each) -> section.add(each.rates.line(label(size), Unit.PER_SECOND, null)));
        found.forEach((size, each) -> section.add(Line.of(label(size) + ", Jain", Unit.COUNT, each.jain, null)));
        found.forEach(
                (size, each) -> section.add(Line.of(label(size) + ", least share", Unit.COUNT, each.least, null)));
    }

    private static String label(Fleet.Size size) {
        return size.washers() + " w, " + size.dryers() + " d";
    }
}
