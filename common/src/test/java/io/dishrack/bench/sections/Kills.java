package io.dishrack.bench.sections;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** T12: how long the dead are in the way. */
public final class Kills implements Measurement {

    private static final int KILLS_A_RUN = 20;
    private static final int QUICK_KILLS = 5;
    /** Far beyond any target: whoever waits for longer hangs. */
    private static final long DEADLINE_SECONDS = 30;
    /** So that the kills fall anywhere between the looks that processes take at each other. */
    private static final int JITTER_MILLIS = 60;
    /** Put at once by the victim, which is thus nearly always in the middle of it. */
    private static final Load STORM = new Load(256, 1024, 256);

    private final Random random = new Random(12);

    @Override
    public void run(Lab lab, Section section) throws Exception {
        int kills = lab.quick() ? QUICK_KILLS : KILLS_A_RUN * lab.runs();
        section.note(kills + " kills each: SIGKILL of a dryer that holds an item -> the item is handed to another;")
                .note("SIGKILL of a washer in the middle of a put -> another washer's put has returned");
        distribution(section, "dryer killed", dryers(lab, kills));
        distribution(section, "washer killed", washers(lab, kills));
    }

    private List<Double> dryers(Lab lab, int kills) throws Exception {
        List<Double> millis = new ArrayList<>();
        Path folder = lab.freshPath("queue");
        try (Child washer = Child.start(lab, "washer");
                Child survivor = Child.start(lab, "dryer")) {
            washer.ask("open", folder, 0);
            survivor.ask("open", folder);
            for (int kill = 1; kill <= kills; kill++) {
                lab.progress("kill, dryer " + kill + " of " + kills);
                millis.add(killDryer(lab, folder, washer, survivor));
            }
        }
        return millis;
    }

    private double killDryer(Lab lab, Path folder, Child washer, Child survivor)
            throws IOException, InterruptedException {
        try (Child victim = Child.start(lab, "dryer")) {
            victim.ask("open", folder);
            victim.tell("hold");
            victim.expect("waiting");
            washer.tell("put", 1, 100, 1);
            washer.expect("put");
            long number = victim.expect("holding")[0];
            survivor.tell("catch");
            survivor.expect("waiting");
            pause();
            long killed = victim.kill();
            long[] caught = survivor.expect("caught", DEADLINE_SECONDS);
            if (caught[0] != number || caught[1] != 2) {
                throw new BenchException(
                        "wrong item: held=" + number + " caught=" + caught[0] + " attempt=" + caught[1]);
            }
            return (caught[2] - killed) / 1e6;
        }
    }

    private List<Double> washers(Lab lab, int kills) throws Exception {
        List<Double> millis = new ArrayList<>();
        Path folder = lab.freshPath("queue");
        try (Child survivor = Child.start(lab, "washer")) {
            survivor.ask("open", folder, 0);
            survivor.ask("steady");
            for (int kill = 1; kill <= kills; kill++) {
                lab.progress("kill, washer " + kill + " of " + kills);
                try (Child victim = Child.start(lab, "washer")) {
                    victim.ask("open", folder, 0);
                    victim.tell("storm", STORM.items(), STORM.size(), STORM.batch());
                    victim.expect("storming");
                    pause();
                    long killed = victim.kill();
                    survivor.tell("after", killed);
                    millis.add((survivor.expect("put", DEADLINE_SECONDS)[0] - killed) / 1e6);
                }
            }
        }
        Lab.delete(folder);
        return millis;
    }

    private void pause() {
        LockSupport.parkNanos(random.nextInt(JITTER_MILLIS * 1_000) * 1_000L);
    }

    private static void distribution(Section section, String name, List<Double> millis) {
        section.add(Line.of(name + ", median", Unit.MILLISECONDS, millis, Target.atMost("T12", 100)));
        double p99 = percentile(millis, 0.99);
        section.add(Line.of(name + ", p99", Unit.MILLISECONDS, List.of(p99), Target.atMost("T12", 250)));
    }

    /** The nearest rank: with fewer than 100 values, p99 is the largest. */
    private static double percentile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
