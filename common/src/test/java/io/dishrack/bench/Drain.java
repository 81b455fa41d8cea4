package io.dishrack.bench;

import java.nio.file.Path;

/** T2: items out of a queue that was filled before. */
final class Drain implements Measurement {

    private static final int[] SIZES = {100, 16, 1 << 10, 10 << 10};
    private static final int[] DRYERS = {1, 2, 4};

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public Section run(Lab lab) throws Exception {
        Section section = Section.of(name())
                .note("take -> done, draining: the queue is full before the dryers begin; batches of " + Load.BATCH)
                .note("yardstick: raw tail of the same queue's log by one process");
        for (int size : SIZES) {
            for (int dryers : DRYERS) {
                if (lab.quick() && (size != 100 || dryers == 2)) {
                    continue;
                }
                section.add(line(lab, dryers, Load.of(lab.items(), size)));
            }
        }
        return section;
    }

    private static Line line(Lab lab, int dryers, Load load) throws Exception {
        Line.Pairs pairs = new Line.Pairs();
        String name = Live.dryers(dryers) + ", " + load.label();
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("drain, " + name + ", run " + run + " of " + lab.runs());
            try (Crew crew = new Crew(lab, dryers);
                    Child reader = lab.child("raw")) {
                measure(crew, reader, load.warmUp(dryers), new Line.Pairs());
                measure(crew, reader, load, pairs);
            }
        }
        return pairs.line(name, Unit.PER_SECOND, target(dryers, load));
    }

    private static void measure(Crew crew, Child reader, Load load, Line.Pairs pairs) throws Exception {
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
