package io.dishrack.soak;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.testkit.Counts;
import io.dishrack.testkit.SmallLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One queue from its making to the verdict. */
final class Round {

    /** Without any hand-out for so long, though there is work and there are workers, they hang. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(40);

    /** A process that starts takes a second, on a machine that is very busy some. */
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** In a ledger file of a queue that reclaims. */
    private static final int FEW_ITEMS = 128;

    private static final long PAUSE_NANOS = 1_000_000;

    private final Crew.Plan plan;
    private final Path folder;
    private final Schedule schedule;
    private final Consumer<String> progress;
    private final Evidence evidence;
    private final Marks marks = new Marks();
    private final Kills kills;

    /** In that folder, which is there and empty. */
    Round(Crew.Plan plan, Path folder, Schedule schedule, Kills kills, Consumer<String> progress) {
        this.plan = plan;
        this.folder = folder;
        this.schedule = schedule;
        this.kills = kills;
        this.progress = progress;
        this.evidence = new Evidence(plan.scenario().lease().toNanos());
    }

    /** Does all that is scheduled and judges it. */
    Marks run() throws IOException, InterruptedException {
        makeQueue();
        try (JobPipe jobs = new JobPipe(folder, evidence)) {
            HandOutCheck.Rules rules;
            try (Crew crew = new Crew(plan, evidence, jobs)) {
                work(crew);
                Scenario scenario = plan.scenario();
                rules = new HandOutCheck.Rules(
                        scenario.maxAttempts(), scenario.isPoisoned(), crew.silent(), scenario == Scenario.FREEZING);
            }
            jobs.end();
            judge(rules);
        } catch (StuckException e) {
            marks.addAll(evidence.seen());
            marks.find(e.count(), e.getMessage());
        }
        if (!marks.isGood()) {
            Files.write(folder.resolve("evidence.txt"), evidence.protocol(marks.findings()));
        }
        return marks;
    }

    private void makeQueue() throws IOException {
        boolean reclaims = plan.scenario().isReclaiming();
        OpenOptions options = OpenOptions.DEFAULTS
                .withMaxSize(schedule.maxSize())
                .withSegmentBytes(plan.scenario().segmentBytes())
                .withHistoryBytes(reclaims ? 0 : OpenOptions.ALL_HISTORY);
        Dishrack.open(plan.queue(), options).close();
        if (reclaims) {
            SmallLedger.make(plan.queue(), FEW_ITEMS);
        }
    }

    private void work(Crew crew) throws IOException, InterruptedException {
        Attack attack = new Attack(crew, evidence, plan.queue(), marks);
        for (int slot = 0; slot < schedule.crew().size(); slot++) {
            crew.start(slot, schedule.crew().get(slot));
        }
        for (Step step : schedule.steps()) {
            awaitHandOuts(crew, step.handOuts(), null);
            awaitSettled(crew, step);
            perform(attack, step);
        }
        awaitHandOuts(crew, 1, null);
        List<Worker> washers = crew.all().subList(0, plan.washers());
        washers.forEach(Worker::stop);
        long begin = System.nanoTime();
        for (Worker washer : washers) {
            while (washer.child().isAlive()) {
                checkProgress(crew, begin, Marks.Count.OTHER);
                crew.tendDryers();
            }
            crew.awaitEnd(washer);
        }
        drain(crew, attack);
        List<Worker> dryers = crew.all().subList(plan.washers(), crew.all().size());
        dryers.forEach(Worker::stop);
        for (Worker dryer : dryers) {
            crew.awaitEnd(dryer);
        }
        kills.poisoned(crew.poisoned());
    }

    private void perform(Attack attack, Step step) throws IOException, InterruptedException {
        String names = attack.perform(step);
        kills.count(step);
        progress.accept(step.action().label() + ": " + names);
    }

    /** Nobody puts any more; join waits while some dryers are killed, and returns when all is done and not before. */
    private void drain(Crew crew, Attack attack) throws IOException, InterruptedException {
        Worker joiner = crew.startJoiner();
        for (Step step : schedule.drain()) {
            awaitHandOuts(crew, step.handOuts(), joiner);
            perform(attack, step);
        }
        awaitHandOuts(crew, Integer.MAX_VALUE, joiner);
        progress.accept("join has returned");
        marks.add(Marks.Count.JOINS, 1);
        crew.awaitEnd(joiner);
        evidence.handOuts().values().stream()
                .flatMap(List::stream)
                .filter(hand ->
                        hand.nanos() > joiner.joinedNanos() && !crew.silent().contains(hand.worker()))
                .forEach(hand -> marks.find(
                        Marks.Count.JOIN_EARLY,
                        "join returned at " + Times.since(evidence.zero(), joiner.joinedNanos()) + " before "
                                + evidence.story(hand.number())));
    }

    /** Until so many more are handed out, or join has returned where somebody joins. */
    private void awaitHandOuts(Crew crew, int more, Worker joiner) throws IOException, InterruptedException {
        long enough = evidence.taken() + more;
        long begin = System.nanoTime();
        while (evidence.taken() < enough && (joiner == null || joiner.joined() == null)) {
            if (joiner == null) {
                crew.tend();
            } else {
                crew.tendDryers();
                if (crew.isJoinerLost()) {
                    throw new StuckException(Marks.Count.JOIN_HUNG, "who joined is gone");
                }
            }
            checkProgress(crew, begin, joiner == null ? Marks.Count.OTHER : Marks.Count.JOIN_HUNG);
        }
    }

    /** Until those that it happens to are at work, or take too long. */
    private void awaitSettled(Crew crew, Step step) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (step.settled()
                && System.nanoTime() - begin < SETTLE_NANOS
                && !step.victims().stream()
                        .allMatch(victim -> crew.worker(victim.slot()).isAtWork())) {
            crew.tend();
            checkProgress(crew, begin, Marks.Count.OTHER);
        }
    }

    private void checkProgress(Crew crew, long begin, Marks.Count kind) throws IOException {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (System.nanoTime() - Math.max(begin, evidence.lastTaken()) < STUCK_NANOS) {
            return;
        }
        Path dump = Files.writeString(folder.resolve("threads.txt"), crew.dump());
        throw new StuckException(
                kind,
                "nothing handed out for " + TimeUnit.NANOSECONDS.toSeconds(STUCK_NANOS) + " s: "
                        + Found.in(plan.queue()).told().byState() + " threads=" + dump);
    }

    private void judge(HandOutCheck.Rules rules) throws InterruptedException {
        Found found = Found.in(plan.queue()).withReclaimed(plan.queue(), evidence);
        if (plan.scenario().isReclaiming()) {
            progress.accept("reclaimed items: " + found.reclaimed() + " of " + found.put());
        }
        Counts again;
        try (JoinableQueue<byte[]> queue = Dishrack.open(plan.queue(), OpenOptions.DEFAULTS.withCreate(false))) {
            again = Counts.of(queue.status());
        }
        Verdict.judge(evidence, rules, found, again, marks);
    }
}
