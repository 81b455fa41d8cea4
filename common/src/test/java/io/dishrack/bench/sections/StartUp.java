package io.dishrack.bench.sections;

import io.dishrack.bench.children.Nothing;
import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** T6: short commands, from the start of the process to its end. */
public final class StartUp implements Measurement {

    private static final int MORE_RUNS = 4;
    private static final int QUICK_RUNS = 3;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        section.note("whole process, start to exit, on a queue that is there already")
                .note("yardstick: a JVM whose main does nothing, default flags");
        Path washer = lab.script("washer");
        Path rack = lab.script("rack");
        if (Commands.isMissing(washer, section)) {
            return;
        }
        String queue = lab.freshPath("queue").toString();
        List<String> put = List.of(washer.toString(), queue, "item");
        section.add(line(lab, "washer QUEUE item", put, 7));
        if (!Commands.isMissing(rack, section)) {
            section.add(line(lab, "rack status QUEUE", List.of(rack.toString(), "status", queue), 5));
        }
    }

    private static Line line(Lab lab, String name, List<String> command, double limit) throws Exception {
        List<String> bare = List.of(
                Lab.javaProgram(), "-Xshare:auto", "-cp", Nothing.classes().toString(), Nothing.class.getName());
        Pairs pairs = new Pairs();
        // Builds what is to be built, makes the queue, and brings the files into memory.
        millis(lab, command);
        millis(lab, bare);
        int runs = lab.quick() ? QUICK_RUNS : lab.runs() * MORE_RUNS;
        lab.progress("startup, " + name + ", " + runs + " runs");
        for (int run = 0; run < runs; run++) {
            pairs.add(millis(lab, command), millis(lab, bare));
        }
        return pairs.line(name, Unit.MILLISECONDS, Target.ratioAtMost("T6", limit));
    }

    /** From the start of a command to its end. */
    static double millis(Lab lab, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Path log = lab.freshPath("log");
        long start = System.nanoTime();
        lab.run(builder, log);
        return (System.nanoTime() - start) / 1e6;
    }
}
