package io.dishrack.crash.points;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dishrack.engine.host.Fault;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All scenarios of a point: one victim stands at the point in each, and is killed. */
final class Attack {

    private final Fault fault;
    private final Map<String, Trial> trials = new TreeMap<>();
    private final Map<Trial, Survivors> survivors =
            new TreeMap<>((a, b) -> a.key().compareTo(b.key()));

    Attack(Fault fault, Path temp) {
        this.fault = fault;
        List<Scenario> scenarios = Scenarios.of(fault);
        for (int place = 0; place < scenarios.size(); place++) {
            for (boolean watched : new boolean[] {true, false}) {
                Path folder = temp.resolve(fault + "-" + place + (watched ? "-watched" : "-alone"));
                Trial trial = new Trial(scenarios.get(place), place, watched, folder);
                trials.put(trial.key(), trial);
                survivors.put(trial, new Survivors(trial));
            }
        }
    }

    void run(Children children) throws Exception {
        assertFalse(trials.isEmpty(), "no scenario leads to " + fault);
        Child victim = start(children);
        List<Child> corpses = new ArrayList<>();
        for (Trial trial : trials.values()) {
            trial.prepare();
        }
        for (Scenario.Corpse kind : List.of(Scenario.Corpse.KILLED, Scenario.Corpse.FROZEN)) {
            List<Trial> some = trials.values().stream()
                    .filter(trial -> trial.scenario.corpse == kind)
                    .toList();
            if (!some.isEmpty()) {
                corpses.add(lay(start(children), some));
            }
        }
        for (Trial trial : trials.values()) {
            if (trial.watched && !trial.scenario.late) {
                survivors.get(trial).come();
            }
        }
        try {
            lead(victim);
            victim.kill();
            for (Child corpse : corpses) {
                corpse.kill();
            }
            check();
        } finally {
            trials.values().forEach(Trial::end);
        }
    }

    private Child start(Children children) throws IOException {
        return children.start(CrashProgram.class, this::hear);
    }

    private void hear(String line) {
        String[] words = line.split(" ", 2);
        trials.get(words[0]).hear(words[1]);
    }

    /** Lets somebody play the corpse's part in some trials, and kills or freezes it. */
    private Child lay(Child corpse, List<Trial> some) throws InterruptedException {
        some.forEach(trial -> trial.begin(corpse, "corpse"));
        some.forEach(trial -> trial.awaitReached(corpse));
        if (some.get(0).scenario.corpse == Scenario.Corpse.FROZEN) {
            corpse.freeze();
        } else {
            corpse.kill();
        }
        return corpse;
    }

    /** Leads the victim to its point in every trial; others are at work there when it is about to be killed. */
    private void lead(Child victim) throws Exception {
        for (Trial trial : trials.values()) {
            if (trial.watched && !trial.scenario.late) {
                survivors.get(trial).awaitOpen();
            }
        }
        trials.values().forEach(trial -> trial.begin(victim, "victim"));
        trials.values().forEach(trial -> trial.awaitReached(victim));
        for (Trial trial : trials.values()) {
            if (trial.watched) {
                if (trial.scenario.late) {
                    survivors.get(trial).come();
                }
                survivors.get(trial).work();
            }
        }
    }

    private void check() throws Exception {
        for (Trial trial : trials.values()) {
            if (!trial.watched) {
                survivors.get(trial).come();
                survivors.get(trial).work();
            }
        }
        AssertionError failures = null;
        for (Survivors some : survivors.values()) {
            try {
                some.check();
            } catch (AssertionError | Exception e) {
                AssertionError failure = e instanceof AssertionError error ? error : new AssertionError(e);
                if (failures == null) {
                    failures = failure;
                } else {
                    failures.addSuppressed(failure);
                }
            }
        }
        if (failures != null) {
            throw failures;
        }
    }
}
