package io.dishrack.bench.sections;

import io.dishrack.bench.children.DryerCommand;
import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** T7: a process an item, against the tools that do only this. */
public final class Exec implements Measurement {

    private static final int ITEMS = 2_000;
    private static final int QUICK_ITEMS = 400;
    private static final int WARM_UP_PARTS = 4;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        Load load = new Load(lab.quick() ? QUICK_ITEMS : ITEMS, 16, Load.BATCH);
        section.note("dryer --jobs 2 QUEUE -- /bin/true {}, " + load.items() + " items, put to join")
                .note("yardstick: xargs -P2 -n1 /bin/true, and parallel -j2, from start to exit");
        if (Commands.isMissing(lab.script("dryer"), section)) {
            return;
        }
        Path input = lab.freshPath("input");
        Files.writeString(input, ("x".repeat(load.size()) + "\n").repeat((int) load.items()));
        section.add(line(lab, "against xargs", List.of("xargs", "-P2", "-n1", "/bin/true"), input, load, 1));
        if (Commands.isOnPath("parallel")) {
            List<String> parallel = List.of("parallel", "-j2", "/bin/true", "{}");
            section.add(line(lab, "against GNU parallel", parallel, input, load, 5));
        } else {
            section.note("without GNU parallel: it is not installed");
        }
    }

    private static Line line(Lab lab, String name, List<String> other, Path input, Load load, double limit)
            throws Exception {
        Pairs pairs = new Pairs();
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("exec, " + name + ", run " + run + " of " + lab.runs());
            pairs.add(dryer(lab, load), other(lab, other, input, load));
        }
        return pairs.line(name, Unit.PER_SECOND, Target.ratioAtLeast("T7", limit));
    }

    private static double dryer(Lab lab, Load load) throws Exception {
        List<String> options = List.of("--jobs", "2");
        try (DryerCommand dryer = new DryerCommand(lab, options, List.of("/bin/true", "{}"))) {
            dryer.rate(new Load(load.items() / WARM_UP_PARTS, load.size(), load.batch()));
            double rate = dryer.rate(load);
            dryer.finish();
            return rate;
        }
    }

    private static double other(Lab lab, List<String> command, Path input, Load load)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Path log = lab.freshPath("log");
        long start = System.nanoTime();
        lab.run(builder, log);
        return load.rate(System.nanoTime() - start);
    }
}
