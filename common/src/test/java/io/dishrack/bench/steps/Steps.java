package io.dishrack.bench.steps;

import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Stats;
import io.dishrack.bench.report.Unit;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The inner steps one by one: time and allocation. */
public final class Steps implements Measurement {

    /** Items of one call of a benchmark. */
    static final int CHUNK = 400 * Load.BATCH;

    static final int WARM_UPS = 20;
    static final int CALLS = 10;
    /** What is prepared for all calls. */
    static final int ITEMS = (WARM_UPS + CALLS) * CHUNK;

    static final int SIZE = 100;

    private static final int QUICK_WARM_UPS = 4;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public void run(Lab lab, Section section) throws Exception {
        int warmUps = lab.quick() ? QUICK_WARM_UPS : WARM_UPS;
        int calls = lab.quick() ? 1 : CALLS;
        section.note("JMH, one thread, " + SIZE + " B an item: ns an item, median of " + calls + " calls of " + CHUNK
                        + " items after " + warmUps + " to warm up; a new JVM each run")
                .note("allocated: bytes an item, of the whole JVM (-prof gc)");
        lab.progress("steps, " + lab.runs() + " JVMs for each");
        // Its lock is for those who would disturb each other; here one runs after the other.
        System.setProperty("jmh.ignoreLock", "true");
        Options options = new OptionsBuilder()
                .include(Steps.class.getPackageName() + "\\.")
                .jvm(Lab.javaProgram())
                .jvmArgs(
                        "@" + lab.script("jvm.flags"),
                        "-Djava.io.tmpdir=" + Files.createDirectory(lab.freshPath("steps")))
                .forks(lab.runs())
                .warmupIterations(warmUps)
                .measurementIterations(calls)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        List<Line> allocated = new ArrayList<>();
        for (RunResult result : new Runner(options).run()) {
            String name = result.getPrimaryResult().getLabel();
            section.add(Line.of(name, Unit.NANOSECONDS, nanos(result), null));
            allocated.add(Line.of(name + ", allocated", Unit.BYTES, bytes(result), null));
        }
        allocated.forEach(section::add);
    }

    /** The median of each JVM. */
    private static List<Double> nanos(RunResult result) {
        List<Double> medians = new ArrayList<>();
        for (BenchmarkResult jvm : result.getBenchmarkResults()) {
            List<Double> calls = new ArrayList<>();
            for (IterationResult call : jvm.getIterationResults()) {
                calls.add(call.getPrimaryResult().getScore());
            }
            medians.add(Stats.of(calls).median());
        }
        return medians;
    }

    private static List<Double> bytes(RunResult result) {
        return result.getBenchmarkResults().stream()
                .map(jvm -> jvm.getSecondaryResults().get(ALLOCATED).getScore())
                .toList();
    }
}
