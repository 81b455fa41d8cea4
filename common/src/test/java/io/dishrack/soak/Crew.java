package io.dishrack.soak;

import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The processes of a round: a slot for each, washers first, and in it one life after the other. */
final class Crew implements AutoCloseable {

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    private static final long JOIN_MILLIS = 3_600_000;
    /** For the JVMs to write it. */
    private static final long DUMP_NANOS = 2_000_000_000;

    private final Plan plan;
    private final Evidence evidence;
    private final JobPipe jobs;
    private final Children children = new Children();
    private final Worker[] workers;
    private final Set<String> silent = new HashSet<>();
    private Worker joiner;
    private int washers;
    private int lives;
    private int poisoned;

    /**
     * Where and as what they work.
     *
     * @param scripts the folder of the real commands
     */
    record Plan(Scenario scenario, Path queue, Path scripts, int washers, int dryers) {}

    Crew(Plan plan, Evidence evidence, JobPipe jobs) {
        this.plan = plan;
        this.evidence = evidence;
        this.jobs = jobs;
        this.workers = new Worker[plan.washers() + plan.dryers()];
    }

    /** Starts a new life in a slot. */
    Worker start(int slot, Recruit recruit) throws IOException {
        Worker.Role role = slot < plan.washers() ? Worker.Role.WASHER : Worker.Role.DRYER;
        workers[slot] = start(role, recruit, label(role) + "-" + slot + "." + ++lives);
        return workers[slot];
    }

    /** Starts a process that joins. */
    Worker startJoiner() throws IOException {
        joiner = start(Worker.Role.JOINER, new Recruit(false, 1, 0), "joiner." + ++lives);
        return joiner;
    }

    private Worker start(Worker.Role role, Recruit recruit, String name) throws IOException {
        int washer = role == Worker.Role.WASHER ? washers++ : -1;
        Worker worker = new Worker(name, role, recruit, washer, evidence);
        if (role == Worker.Role.WASHER) {
            evidence.washer(washer, name);
        }
        if (recruit.command()) {
            silent.add(name);
        }
        List<String> command = recruit.command() ? realCommand(role, recruit, name) : library(role, recruit, washer);
        worker.started(children.startCommand(name, command, worker::heard));
        return worker;
    }

    private static String label(Worker.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private List<String> library(Worker.Role role, Recruit recruit, int washer) {
        Scenario scenario = plan.scenario();
        long micros = role == Worker.Role.JOINER ? JOIN_MILLIS : recruit.workMicros();
        return JvmCommand.of(
                WorkerMain.class,
                List.of(
                        label(role),
                        plan.queue().toString(),
                        Long.toString(scenario.lease().toMillis()),
                        Integer.toString(scenario.maxAttempts()),
                        Integer.toString(washer),
                        Integer.toString(recruit.batch()),
                        Long.toString(micros),
                        Boolean.toString(scenario.isPoisoned()),
                        scenario.durability().name()));
    }

    private List<String> realCommand(Worker.Role role, Recruit recruit, String name) {
        List<String> command = new ArrayList<>();
        command.add(plan.scripts().resolve(label(role)).toString());
        command.addAll(List.of("--durability", plan.scenario().durability().label()));
        if (role == Worker.Role.WASHER) {
            command.addAll(List.of("--quiet", plan.queue().toString()));
            return command;
        }
        command.addAll(List.of("--quiet", "--stop-on-eof", "--retry-delay", "0"));
        command.addAll(
                List.of("--max-attempts", Integer.toString(plan.scenario().maxAttempts())));
        command.addAll(List.of(
                "--jobs", Integer.toString(recruit.batch()), plan.queue().toString(), "--"));
        command.addAll(jobs.command(name));
        return command;
    }

    Worker worker(int slot) {
        return workers[slot];
    }

    List<Worker> all() {
        return List.of(workers);
    }

    /** Names of those that never say what done returned. */
    Set<String> silent() {
        return silent;
    }

    /** How many have died of poison. */
    int poisoned() {
        return poisoned;
    }

    /** Finds out who has ended without being told to, says so where that must not be, and starts a successor. */
    void tend() throws IOException, InterruptedException {
        tend(0);
    }

    /** The same, when washers end as told. */
    void tendDryers() throws IOException, InterruptedException {
        tend(plan.washers());
    }

    private void tend(int first) throws IOException, InterruptedException {
        for (int slot = first; slot < workers.length; slot++) {
            Worker worker = workers[slot];
            if (worker.child().isAlive()) {
                continue;
            }
            int code = worker.child().waitFor();
            if (worker.diedOfPoison()) {
                poisoned++;
            } else {
                evidence.disturbed(worker.name(), Disturbance.Kind.KILL, System.nanoTime());
                // Who is frozen while it holds a lock is killed with its lease.
                if (code != KILLED || !worker.wasFrozen()) {
                    evidence.finding("ended by itself: " + describe(worker, code));
                }
            }
            start(slot, worker.recruit());
        }
    }

    /** Whether the joiner is gone without an answer: by itself, so it says why it must not. */
    boolean isJoinerLost() throws InterruptedException {
        if (joiner.child().isAlive()) {
            return false;
        }
        int code = joiner.child().waitFor();
        if (joiner.joined() != null) {
            return false;
        }
        evidence.finding("ended by itself: " + describe(joiner, code));
        return true;
    }

    /** Waits until one that was told to end has ended, and well. */
    void awaitEnd(Worker worker) throws InterruptedException {
        int code = worker.child().waitFor();
        boolean early = !worker.isOpen() && code == TERMINATED;
        if (worker.recruit().command()) {
            boolean washerByInput = worker.role() == Worker.Role.WASHER && code == 0;
            if (washerByInput) {
                worker.acknowledgeAll();
            }
            if (code != 0 && code != TERMINATED) {
                evidence.finding("did not end well: " + describe(worker, code));
            }
        } else if (!early && (code != 0 || !worker.saidBye()) && !worker.diedOfPoison()) {
            evidence.finding("did not end well: " + describe(worker, code));
        }
    }

    private static String describe(Worker worker, int code) {
        Child child = worker.child();
        return "worker=" + worker.name() + " pid=" + child.pid() + " exit=" + code + " as=" + worker.recruit()
                + " errors=" + child.errors().strip();
    }

    /** What the threads of all that live do, for people. */
    String dump() {
        List<Worker> present = new ArrayList<>(all());
        if (joiner != null) {
            present.add(joiner);
        }
        present.stream().filter(worker -> worker.child().isAlive()).forEach(worker -> worker.child()
                .dumpThreads());
        LockSupport.parkNanos(DUMP_NANOS);
        StringBuilder text = new StringBuilder();
        for (Worker worker : present) {
            text.append("== ").append(worker.name());
            text.append(" pid=").append(worker.child().pid());
            text.append(" alive=").append(worker.child().isAlive());
            text.append(" open=").append(worker.isOpen()).append('\n');
            text.append(worker.child().errors()).append('\n');
        }
        return text.toString();
    }

    /** Kills all that live. */
    @Override
    public void close() {
        try {
            children.killAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
