package io.dishrack.soak;

import io.dishrack.testkit.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Rounds, one after the other, until enough processes were killed. */
final class Soak {

    private static final int LEAST_KILLS = 7;
    private static final int MOST_KILLS = 40;

    private final Plan plan;
    private final WorkFolder work;
    private final Consumer<String> progress;
    private final Kills kills = new Kills();
    private final Marks marks = new Marks();
    private final long begin = System.nanoTime();
    private int rounds;

    /**
     * What is asked for.
     *
     * @param onlyRound the one round to run, from 1; 0 for all
     * @param keep whether folders stay although all went well
     */
    record Plan(long seed, int kills, int washers, int dryers, int onlyRound, boolean keep) {

        int rounds() {
            return Math.max(1, (kills + killsOfRound() - 1) / killsOfRound());
        }

        /** All scenarios, then longer rounds, then more of them. */
        int killsOfRound() {
            int each = kills / Scenario.values().length;
            return Math.max(LEAST_KILLS, Math.min(MOST_KILLS, each));
        }

        Scenario scenario(int round) {
            return Scenario.values()[(round - 1) % Scenario.values().length];
        }

        /** Of a round, from 1, whichever others run. */
        Schedule schedule(int round) {
            SplittableRandom seeds = new SplittableRandom(seed);
            for (int i = 1; i < round; i++) {
                seeds.nextLong();
            }
            return Schedule.of(seeds.nextLong(), scenario(round), washers, dryers, killsOfRound());
        }
    }

    /** Queues are made and deleted in {@code work}. */
    Soak(Plan plan, WorkFolder work, Consumer<String> progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    /** Runs them all, whatever each shows. */
    void run(Path scripts) throws IOException, InterruptedException {
        int first = plan.onlyRound() > 0 ? plan.onlyRound() : 1;
        int last = plan.onlyRound() > 0 ? plan.onlyRound() : plan.rounds();
        for (int round = first; round <= last; round++) {
            runRound(round, last, scripts);
        }
    }

    private void runRound(int number, int last, Path scripts) throws IOException, InterruptedException {
        Scenario scenario = plan.scenario(number);
        Schedule schedule = plan.schedule(number);
        String name = "round " + number + "/" + last + " " + scenario.label();
        Path folder = Files.createDirectory(work.path().resolve("round-" + number));
        Crew.Plan crew = new Crew.Plan(scenario, folder.resolve("queue"), scripts, plan.washers(), plan.dryers());
        tell(name + ": max-size=" + schedule.maxSize() + " kills=" + schedule.kills());
        Marks shown = new Round(crew, folder, schedule, kills, what -> tell(name + ": " + what)).run();
        marks.addAll(shown);
        rounds++;
        tell(name + (shown.isGood() ? ": good" : ": BAD, folder=" + folder) + " put=" + shown.get(Marks.Count.ATTEMPTED)
                + " done=" + shown.get(Marks.Count.DONE) + " dead=" + shown.get(Marks.Count.DEAD));
        List<String> findings = shown.findings();
        findings.subList(0, Math.min(findings.size(), 20)).forEach(finding -> tell("  " + finding));
        if (shown.isGood() && !plan.keep()) {
            WorkFolder.delete(folder);
        } else {
            work.keep();
        }
    }

    private void tell(String text) {
        progress.accept(Times.seconds(begin) + "s " + text);
    }

    Plan plan() {
        return plan;
    }

    Kills kills() {
        return kills;
    }

    Marks marks() {
        return marks;
    }

    int rounds() {
        return rounds;
    }

    /** Since its begin. */
    long seconds() {
        return Times.seconds(begin);
    }

    /** Where what was kept lies, or null. */
    Path kept() {
        return work.isKept() ? work.path() : null;
    }
}
