package io.dishrack.bench.sections;

import io.dishrack.bench.children.DryerCommand;
import io.dishrack.bench.children.Nothing;
import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.lab.ProcessMemory;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** T10: what a dryer occupies that waits, and how that grows with what it has done. */
public final class Memory implements Measurement {

    private static final long ITEMS = 5_000_000;
    private static final long FULL_ITEMS = 50_000_000;
    private static final long QUICK_ITEMS = 50_000;
    private static final long BYTES_AN_ITEM = 160;
    private static final int SETTLE_SECONDS = 2;
    private static final double BYTES_PER_MB = 1e6;
    private static final Load ONE = new Load(1, 100, 1);

    @Override
    public void run(Lab lab, Section section) throws Exception {
        long items = lab.quick() ? QUICK_ITEMS : lab.full() ? FULL_ITEMS : ITEMS;
        section.note("scripts/dryer QUEUE, waiting, " + SETTLE_SECONDS
                        + " s after its first item; from /proc/PID/smaps_rollup; own: pages of this process alone")
                .note("growth: own memory after " + History.power(items) + " items of 100 B, by that after half of them"
                        + (lab.full() ? "" : " (5*10^7 with --full)") + "; none means within 5 %");
        if (Commands.isMissing(lab.script("dryer"), section)) {
            return;
        }
        lab.requireSpace(BYTES_AN_ITEM * items);
        List<Double> bare = new ArrayList<>();
        List<ProcessMemory> idle = new ArrayList<>();
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("memory, run " + run + " of " + lab.runs());
            bare.add(megabytes(bareJvm(lab).resident()));
            idle.add(idle(lab));
        }
        section.add(Line.of("bare JVM, resident", Unit.MEGABYTES, bare, null));
        section.add(idle("resident", idle, ProcessMemory::resident, Target.atMost("T10", 70)));
        section.add(idle("proportional", idle, ProcessMemory::proportional, null));
        section.add(idle("own", idle, ProcessMemory::own, null));
        growth(lab, section, items);
    }

    private static Line idle(String name, List<ProcessMemory> runs, ToLongFunction<ProcessMemory> part, Target target) {
        List<Double> values =
                runs.stream().map(run -> megabytes(part.applyAsLong(run))).toList();
        return Line.of("idle dryer, " + name, Unit.MEGABYTES, values, target);
    }

    private static double megabytes(long bytes) {
        return bytes / BYTES_PER_MB;
    }

    private static ProcessMemory bareJvm(Lab lab) throws IOException, InterruptedException {
        Process process = lab.start(new ProcessBuilder(
                Lab.javaProgram(), "-cp", Nothing.classes().toString(), Nothing.class.getName(), "wait"));
        try {
            Thread.sleep(SETTLE_SECONDS * 1000L);
            return ProcessMemory.of(process.pid());
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessMemory idle(Lab lab) throws IOException, InterruptedException {
        try (DryerCommand dryer = new DryerCommand(lab, List.of(), List.of())) {
            ProcessMemory memory = settled(dryer);
            dryer.finish();
            return memory;
        }
    }

    private static ProcessMemory settled(DryerCommand dryer) throws IOException, InterruptedException {
        dryer.rate(ONE);
        Thread.sleep(SETTLE_SECONDS * 1000L);
        return ProcessMemory.of(dryer.pid());
    }

    private static void growth(Lab lab, Section section, long items) throws IOException, InterruptedException {
        lab.progress("memory, growth over " + items + " items");
        Load half = new Load(items / 2, 100, Load.BATCH);
        Pairs pairs = new Pairs();
        try (DryerCommand dryer = new DryerCommand(lab, List.of("--batch", "" + Load.BATCH), List.of())) {
            dryer.rate(half);
            long before = settled(dryer).own();
            dryer.rate(half);
            pairs.add(megabytes(settled(dryer).own()), megabytes(before));
            dryer.finish();
        }
        section.add(pairs.line(
                "own, after " + History.power(items) + " items", Unit.MEGABYTES, Target.ratioAtMost("T10", 1.05)));
    }
}
