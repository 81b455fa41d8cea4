package io.dishrack.bench.sections;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.children.Crew;
import io.dishrack.bench.children.RawPair;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.nio.file.Path;

/** T2: items out of a queue that was filled before. */
public final class Drain implements Measurement {

    private static final int[] SIZES = {100, 16, 1 << 10, 10 << 10};
    /** Times the items of other sections: draining takes a fifth of the time. */
    private static final int LONG = 4;

    private static final int[] DRYERS = {1, 2, 4};

    @Override
    public void run(Lab lab, Section section) throws Exception {
        section.note("take -> done, draining: the queue is full before the dryers begin; batches of " + Load.BATCH)
                .note("yardstick: raw tail of the same queue's log by one process")
                .note("warm-up: a throwaway queue, with as many items for each dryer as other sections have in all");
        for (int size : SIZES) {
            for (int dryers : DRYERS) {
                if (lab.quick() && (size != 100 || dryers == 2)) {
                    continue;
                }
                section.add(line(lab, dryers, size));
            }
        }
    }

    private static Line line(Lab lab, int dryers, int size) throws Exception {
        Load load = Load.of(lab.quick() ? lab.items() : LONG * lab.items(), size);
        Load warmUp = Load.of(lab.items(), size).warmUp(dryers);
        Pairs pairs = new Pairs();
        String name = Live.dryers(dryers) + ", " + load.label();
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("drain, " + name + ", run " + run + " of " + lab.runs());
            try (Crew crew = new Crew(lab, dryers);
                    Child reader = Child.start(lab, "raw")) {
                measure(crew, reader, warmUp, new Pairs());
                measure(crew, reader, load, pairs);
            }
        }
        return pairs.line(name, Unit.PER_SECOND, target(dryers, load));
    }

    private static void measure(Crew crew, Child reader, Load load, Pairs pairs) throws Exception {
        Path items = crew.fill(load);
        double raw = RawPair.tail(reader, items, load);
        pairs.add(crew.drain(load), raw);
    }

    private static Target target(int dryers, Load load) {
        if (load.size() != 100 || dryers == 2) {
            return null;
        }
        return Target.ratioAtLeast("T2", dryers == 1 ? 0.35 : 0.3);
    }
}
