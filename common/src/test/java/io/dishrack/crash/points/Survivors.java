package io.dishrack.crash.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.FolderEngine;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.Counts;
import io.dishrack.testkit.Invariants;
import io.dishrack.testkit.ProcessState;
import io.dishrack.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Those who have the queue of a trial open when the victim dies, or open it afterwards, and what they find. */
final class Survivors {

    private static final Duration SLICE = Duration.ofMillis(50);

    private final Trial trial;
    private final Scenario scenario;
    private final FolderEngine engine;
    private final Background background = new Background();
    private final List<JoinableQueue<byte[]>> handles = new ArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger withResult = new AtomicInteger();
    private final AtomicInteger probes = new AtomicInteger();
    private Running<JoinableQueue<byte[]>> opening;
    private Running<Void> joiner;
    private Running<Void> drainer;
    private volatile boolean enough;

    Survivors(Trial trial) {
        this.trial = trial;
        this.scenario = trial.scenario;
        this.engine = new FolderEngine(scenario.after().host());
    }

    /** Opens the queue; may have to wait for the victim's death. */
    void come() {
        opening = background.call("opener", this::open);
    }

    void awaitOpen() throws Exception {
        opening.get();
    }

    private JoinableQueue<byte[]> open() {
        JoinableQueue<byte[]> handle = engine.open(trial.folder.toUri(), scenario.options);
        synchronized (handles) {
            handles.add(handle);
        }
        return handle;
    }

    /** Joins, takes and puts, waiting for the victim's death as long as that takes. */
    void work() {
        joiner = background.run("joiner", () -> opening.get().join());
        drainer = background.run("drainer", this::drain);
        if (!scenario.shutDown) {
            background.run("putter", () -> putProbe(opening.get()));
        }
    }

    private void putProbe(JoinableQueue<byte[]> queue) throws InterruptedException {
        queue.put(Label.payload("s" + probes.getAndIncrement()));
    }

    private void drain() throws Exception {
        JoinableQueue<byte[]> queue = opening.get();
        try {
            while (!enough) {
                queue.pollBatch(10, SLICE).forEach(this::finish);
            }
        } catch (QueueClosedException e) {
            assertTrue(scenario.shutDown, "closed: " + trial);
        }
    }

    private void finish(Delivery<byte[]> delivery) {
        String label = Label.of(delivery.item());
        taken.add(label + ":" + delivery.attempt());
        if (trial.done.contains(label)) {
            violations.add("handed out after its done was acknowledged: " + label);
        }
        if (trial.put.contains(label) && joiner.ended()) {
            violations.add("join returned before it was done: " + label);
        }
        if (delivery.attempt() > 1 && trial.children.stream().anyMatch(Survivors::runs)) {
            violations.add("a command of the dead one runs beside its successor: " + label);
        }
        if (delivery.wantsResult()) {
            withResult.incrementAndGet();
        }
        if (delivery.done() != Outcome.APPLIED) {
            violations.add("done was refused: " + label);
        }
    }

    private static boolean runs(ProcessHandle child) {
        try {
            ProcessState state = ProcessState.of(child.pid());
            return state == ProcessState.RUNNING || state == ProcessState.STOPPED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks all there is to check, now that the victim is gone. */
    void check() throws Exception {
        try {
            JoinableQueue<byte[]> late =
                    background.call("late opener", this::open).get();
            if (scenario.shutDown) {
                drainer.get();
                joiner.get();
                late.reopen();
                work(late);
            }
            background.run("late putter", () -> putProbe(late)).get();
            awaitAllTaken(late);
            if (!scenario.shutDown) {
                joiner.get();
            }
            assertEquals(List.of(), violations, trial.toString());
            Await.until(
                    "no dead process is left: " + trial,
                    () -> late.status().processes().size() == handles.size());
            Counts counts = checkCounts(late);
            checkResults(late);
            closeAll();
            checkLeftovers();
            checkReopened(counts);
        } finally {
            enough = true;
            background.stop();
            closeAll();
        }
    }

    private void work(JoinableQueue<byte[]> late) throws InterruptedException {
        drainer = background.run("second drainer", this::drain);
        putProbe(late);
    }

    /** Exactly these, once each; that no more come is sure when nothing is unfinished. */
    private void awaitAllTaken(JoinableQueue<byte[]> queue) {
        List<String> expected = new ArrayList<>(Arrays.asList(scenario.handedOut.isEmpty() ? new String[0] : words()));
        Await.until("both probes are put: " + trial, () -> probes.get() == 2);
        expected.addAll(List.of("s0:1", "s1:1"));
        try {
            Await.until("all is taken: " + trial, () -> taken.size() >= expected.size());
            Await.until("all is finished: " + trial, () -> queue.unfinished() == 0);
        } finally {
            assertEquals(
                    expected.stream().sorted().toList(), taken.stream().sorted().toList(), trial.toString());
        }
        enough = true;
    }

    private String[] words() {
        return scenario.handedOut.split(" ");
    }

    private Counts checkCounts(JoinableQueue<byte[]> queue) throws Exception {
        QueueStatus status = queue.status();
        Set<String> all = new TreeSet<>(trial.put);
        taken.forEach(word -> all.add(word.substring(0, word.indexOf(':'))));
        assertEquals(all.size(), status.put(), "put, " + trial + ": " + status);
        assertEquals(scenario.dead, status.dead(), "dead, " + trial + ": " + status);
        assertEquals(scenario.cancelled, status.cancelled(), "cancelled, " + trial + ": " + status);
        assertEquals(all.size() - scenario.dead - scenario.cancelled, status.done(), "done, " + trial + ": " + status);
        try (QueueInspector inspector = engine.inspect(trial.folder.toUri())) {
            Invariants.check(queue, inspector);
        }
        return Counts.of(status);
    }

    /** One for each item that wanted one or ended as a dead letter. */
    private void checkResults(JoinableQueue<byte[]> queue) throws InterruptedException {
        List<Long> numbers = new ArrayList<>();
        try (ResultFeed feed = queue.results(true)) {
            for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                numbers.add(result.number());
            }
        }
        assertEquals(numbers.stream().distinct().toList(), numbers, "results told once, " + trial);
        assertEquals(scenario.results + withResult.get(), numbers.size(), "results, " + trial);
    }

    private void closeAll() {
        synchronized (handles) {
            handles.forEach(JoinableQueue::close);
        }
    }

    private void checkLeftovers() throws IOException {
        try (Stream<Path> files = Files.walk(trial.folder)) {
            List<String> left = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".new") || name.startsWith("new-") || name.endsWith(".rebuilt"))
                    .toList();
            assertEquals(List.of(), left, "unfinished files left behind, " + trial);
        }
        assertEquals(
                taken.stream().filter(word -> word.contains("L:")).count(),
                countLarge(trial.folder.resolve("items").resolve("large")),
                "files of large payloads, " + trial);
        assertEquals(0, countLarge(trial.folder.resolve("results").resolve("large")), "of large results, " + trial);
    }

    private static long countLarge(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private void checkReopened(Counts before) throws InterruptedException {
        try (JoinableQueue<byte[]> queue = open()) {
            assertEquals(before, Counts.of(queue.status()), "reopened, " + trial);
            assertTrue(queue.join(Duration.ZERO), "reopened, " + trial);
            queue.put(Label.payload("s2"), ItemOptions.NONE);
            Delivery<byte[]> delivery = queue.poll(Await.DEADLINE);
            assertEquals("s2", Label.of(delivery.item()), trial.toString());
            delivery.done();
            assertTrue(queue.join(Duration.ZERO), "worked on, " + trial);
        }
    }
}
