package io.dishrack.damage;

import io.dishrack.testkit.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Many damages one after the other. */
final class DamageRun {

    /** One damage and what came of it. */
    record Outcome(long number, Specimen.Kind kind, boolean live, Damage damage, Verdict verdict) {

        @Override
        public String toString() {
            return verdict.grade() + " number=" + number + " queue=" + kind + (live ? " live" : "") + " " + damage
                    + "\n    " + String.join("\n    ", verdict.reasons());
        }
    }

    /** Hears of each as it ends. */
    interface Listener {
        void ended(Outcome outcome);
    }

    private final Path folder;
    private final long seed;
    private final boolean keep;
    private final Map<Verdict.Grade, Integer> grades = new EnumMap<>(Verdict.Grade.class);

    /** Works in {@code folder}; {@code keep}: the copies of what was not met well stay there. */
    DamageRun(Path folder, long seed, boolean keep) {
        this.folder = folder;
        this.seed = seed;
        this.keep = keep;
    }

    /** Tries the damages from a number to another, the second excluded. */
    void run(long from, long to, Listener listener) throws Exception {
        Path specimens = folder.resolve("specimens");
        if (!java.nio.file.Files.exists(specimens)) {
            Plan.prepare(specimens);
        }
        Plan plan = new Plan(specimens, seed);
        Children children = new Children();
        TrialChild child = null;
        try {
            for (long number = from; number < to; number++) {
                if (child == null || !child.isAlive()) {
                    child = new TrialChild(children, specimens, seed);
                }
                Path copy = folder.resolve("queue-" + number);
                Trial trial = plan.trial(number, copy);
                Verdict verdict = child.run(number, trial.damage(), copy);
                grades.merge(verdict.grade(), 1, Integer::sum);
                listener.ended(new Outcome(number, trial.kind(), trial.isLive(), trial.damage(), verdict));
                if (!keep || !verdict.isBad()) {
                    cleanUp(copy);
                }
            }
        } finally {
            children.killAll();
        }
    }

    private static void cleanUp(Path copy) throws IOException {
        Image.delete(copy);
        Image.delete(copy.resolveSibling(copy.getFileName() + ".outside"));
    }

    /** How many came out how. */
    Map<Verdict.Grade, Integer> grades() {
        return grades;
    }

    /** How many were not met well. */
    int bad() {
        return grades.entrySet().stream()
                .filter(entry -> entry.getKey().compareTo(Verdict.Grade.DEFECT) >= 0)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
