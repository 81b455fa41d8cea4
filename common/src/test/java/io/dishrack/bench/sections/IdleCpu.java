package io.dishrack.bench.sections;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.lab.ProcessUsage;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** T5: what processes cost that only wait. */
public final class IdleCpu implements Measurement {

    private static final int WINDOW_SECONDS = 20;
    private static final int QUICK_SECONDS = 3;
    /** Until the code that runs ten times a second is compiled. */
    private static final int SETTLE_SECONDS = 60;

    private static final int QUICK_SETTLE_SECONDS = 2;
    private static final String BARE = "bare JVM";
    private static final String BETWEEN_PUTS = "washer between puts";
    private static final Set<String> WITHOUT_TARGET = Set.of(BARE, BETWEEN_PUTS);
    private static final Load ONE = new Load(1, 100, 1);

    @Override
    public void run(Lab lab, Section section) throws Exception {
        int seconds = lab.quick() ? QUICK_SECONDS : WINDOW_SECONDS;
        int windows = lab.quick() ? 1 : Math.min(lab.runs(), 5);
        int settle = lab.quick() ? QUICK_SETTLE_SECONDS : SETTLE_SECONDS;
        section.note("processor time of the whole process over " + seconds + " s, after " + settle
                + " s of idling, from /proc/PID/stat (ticks of 10 ms), % of a core; wake-ups of all its threads");
        Map<String, Child> children = new LinkedHashMap<>();
        try {
            children.put(BARE, Child.start(lab, "socket"));
            children.put("waiting dryer", waitingDryer(lab, children));
            children.put("washer in join", washerInJoin(lab));
            children.put("blocked put", blockedPut(lab));
            lab.progress("idle, settling");
            Thread.sleep(settle * 1000L);
            measure(lab, section, children, seconds, windows);
        } finally {
            children.values().forEach(Child::close);
        }
    }

    /** On an empty queue, whose washer is still there. */
    private static Child waitingDryer(Lab lab, Map<String, Child> children) throws IOException, InterruptedException {
        Path folder = lab.freshPath("queue");
        Child washer = Child.start(lab, "washer");
        children.put(BETWEEN_PUTS, washer);
        washer.ask("open", folder, 0);
        Child dryer = Child.start(lab, "dryer");
        dryer.ask("open", folder);
        dryer.tell("hold");
        dryer.expect("waiting");
        return dryer;
    }

    private static Child washerInJoin(Lab lab) throws IOException, InterruptedException {
        Child washer = Child.start(lab, "washer");
        washer.ask("open", lab.freshPath("queue"), 0);
        put(washer);
        washer.expect("put");
        washer.tell("join");
        return washer;
    }

    private static Child blockedPut(Lab lab) throws IOException, InterruptedException {
        Child washer = Child.start(lab, "washer");
        washer.ask("open", lab.freshPath("queue"), 1);
        put(washer);
        washer.expect("put");
        put(washer);
        return washer;
    }

    private static void put(Child washer) {
        washer.tell("put", ONE.items(), ONE.size(), ONE.batch());
    }

    private static void measure(Lab lab, Section section, Map<String, Child> children, int seconds, int windows)
            throws IOException, InterruptedException {
        Map<String, List<Double>> percents = new LinkedHashMap<>();
        Map<String, List<Double>> wakeUps = new LinkedHashMap<>();
        for (int window = 1; window <= windows; window++) {
            lab.progress("idle, " + seconds + " s, window " + window + " of " + windows);
            Map<String, ProcessUsage> before = usage(children);
            Thread.sleep(seconds * 1000L);
            usage(children).forEach((name, after) -> {
                ProcessUsage earlier = before.get(name);
                percents.computeIfAbsent(name, key -> new ArrayList<>()).add(after.percentSince(earlier));
                wakeUps.computeIfAbsent(name, key -> new ArrayList<>()).add(after.wakeUpsPerSecondSince(earlier));
            });
        }
        percents.forEach((name, values) -> section.add(
                Line.of(name, Unit.PERCENT, values, WITHOUT_TARGET.contains(name) ? null : Target.atMost("T5", 0.3))));
        wakeUps.forEach((name, values) -> section.add(Line.of("wake-ups, " + name, Unit.PER_SECOND, values, null)));
    }

    private static Map<String, ProcessUsage> usage(Map<String, Child> children) throws IOException {
        Map<String, ProcessUsage> usage = new LinkedHashMap<>();
        for (Map.Entry<String, Child> child : children.entrySet()) {
            usage.put(child.getKey(), ProcessUsage.of(child.getValue().pid()));
        }
        return usage;
    }
}
