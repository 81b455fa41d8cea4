package io.dishrack.bench.sections;

import io.dishrack.bench.children.DryerCommand;
import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;

/** T8: a line out and a line back, with a program that is started once. */
public final class Coprocess implements Measurement {

    private static final int ITEMS = 1_000_000;
    private static final int QUICK_ITEMS = 100_000;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        Load load = new Load(lab.quick() ? QUICK_ITEMS : ITEMS, 100, Load.BATCH);
        section.note("dryer --coprocess QUEUE -- cat, " + load.items() + " items of 100 B, put to join");
        if (Commands.isMissing(lab.script("dryer"), section)) {
            return;
        }
        List<Double> rates = new ArrayList<>();
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("coprocess, run " + run + " of " + lab.runs());
            try (DryerCommand dryer =
                    new DryerCommand(lab, List.of("--coprocess", "--batch", "" + Load.BATCH), List.of("cat"))) {
                dryer.rate(load.warmUp(1));
                rates.add(dryer.rate(load));
                dryer.finish();
            }
        }
        section.add(Line.of("line-echo program", Unit.PER_SECOND, rates, Target.atLeast("T8", 100_000)));
    }
}
