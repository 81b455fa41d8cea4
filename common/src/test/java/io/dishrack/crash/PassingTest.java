package io.dishrack.crash;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueStatus;
import io.dishrack.Report;
import io.dishrack.engine.host.Fault;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.Running;
import io.dishrack.testkit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An item's end and what it becomes in the next queue are one step, whoever dies or freezes when. */
@Tag("crash")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PassingTest {

    private static final int KILLS = 6;

    private static final List<Fault> POINTS = List.of(
            Fault.PASS_BEGUN,
            Fault.PUT_PREPARED,
            Fault.PUT_LOCKED,
            Fault.PUT_LEDGER_READY,
            Fault.ORIGIN_FOLDER_MADE,
            Fault.ORIGIN_FILE_WRITTEN,
            Fault.PUT_APPENDED,
            Fault.ORIGIN_NOTED,
            Fault.PUT_NOTED,
            Fault.LOG_PUBLISHED,
            Fault.PUT_UNLOCKED,
            Fault.PASS_PUT,
            Fault.FINISH_SETTLED);

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path temp;

    private static JoinableQueue<byte[]> open(Path folder) {
        return Dishrack.open(folder, PassingProgram.options());
    }

    /** Passes on what is left and checks that each of the items is in the next queue, once. */
    private static void finish(JoinableQueue<byte[]> queue, JoinableQueue<byte[]> next, List<String> items, String what)
            throws InterruptedException {
        Await.until(what + " is passed on", () -> {
            Delivery<byte[]> delivery = queue.poll(Duration.ofMillis(20));
            if (delivery != null) {
                assertEquals(1, delivery.attempt(), what);
                PassingProgram.passOn(delivery, next);
            }
            return queue.unfinished() == 0;
        });
        QueueStatus status = queue.status();
        assertEquals(items.size(), status.done(), what + ": " + status);
        assertEquals(
                items.stream().map(item -> "->" + item).sorted().toList(),
                drain(next).stream().sorted().toList(),
                what);
    }

    @Test
    void aDryerKilledAnywhereInPassingOnLosesAndDoublesNothing() throws Exception {
        Map<String, String> heard = new ConcurrentHashMap<>();
        Child victim = children.start(PassingProgram.class, line -> {
            String[] words = line.split(" ", 2);
            heard.put(words[0], words[1]);
        });
        List<JoinableQueue<byte[]>> watching = new ArrayList<>();
        for (Fault point : POINTS) {
            for (String kind : List.of("watched", "alone")) {
                Path folder = temp.resolve(point + "-" + kind);
                try (JoinableQueue<byte[]> queue = open(folder)) {
                    putAll(queue, "a", "b");
                }
                Path next = temp.resolve(point + "-" + kind + "-next");
                if (kind.equals("watched")) {
                    watching.add(open(folder));
                    watching.add(open(next));
                }
                victim.send(point + "-" + kind + " " + point + " " + folder + " " + next);
            }
        }
        try {
            Await.until(
                    "all are at their points: " + heard,
                    () -> heard.size() == 2 * POINTS.size()
                            && heard.values().stream().noneMatch("open"::equals));
            assertEquals(Set.of("reached"), Set.copyOf(heard.values()), heard.toString());
            victim.kill();
            for (Fault point : POINTS) {
                for (String kind : List.of("watched", "alone")) {
                    try (JoinableQueue<byte[]> queue = open(temp.resolve(point + "-" + kind));
                            JoinableQueue<byte[]> next = open(temp.resolve(point + "-" + kind + "-next"))) {
                        finish(queue, next, List.of("a", "b"), point + " " + kind);
                    }
                }
            }
        } finally {
            watching.forEach(JoinableQueue::close);
        }
    }

    @Test
    void aDryerFrozenWhilePassingOnIsLateAndDoublesNothing() throws Exception {
        for (Fault point : List.of(Fault.PASS_BEGUN, Fault.PASS_PUT)) {
            Path folder = temp.resolve("queue" + point);
            Path nextFolder = temp.resolve("next" + point);
            try (JoinableQueue<byte[]> queue = open(folder);
                    JoinableQueue<byte[]> next = open(nextFolder)) {
                putAll(queue, "a");
                Child victim = children.start(PassingProgram.class);
                victim.send("v " + point + " " + folder + " " + nextFolder);
                victim.expectLine("v open");
                victim.expectLine("v reached");
                victim.freeze();
                finish(queue, next, List.of("a"), point.toString());
                victim.thaw();
                victim.send("go");
                victim.expectLine("v LEASE_LOST");
                assertEquals(1, next.status().put(), point.toString());
                assertEquals(1, queue.status().done(), point.toString());
                victim.kill();
            }
        }
    }

    @Test
    void aDryerFrozenUnderTheNextQueuesLockIsKilledForItAndDoublesNothing() throws Exception {
        Path folder = temp.resolve("queue");
        Path nextFolder = temp.resolve("next");
        try (JoinableQueue<byte[]> queue = open(folder);
                JoinableQueue<byte[]> next = open(nextFolder)) {
            putAll(queue, "a");
            Child victim = children.start(PassingProgram.class);
            victim.send("v " + Fault.PUT_APPENDED + " " + folder + " " + nextFolder);
            victim.expectLine("v open");
            victim.expectLine("v reached");
            victim.freeze();
            finish(queue, next, List.of("a"), "frozen");
            Await.until("it is killed", () -> !victim.isAlive());
        }
    }

    @Test
    void aPipelineWhoseDryersAreKilledAtRandomPassesEachItemOnce() throws Exception {
        int items = 2_000;
        SplittableRandom random = Seed.random("PassingTest");
        List<Path> folders = List.of(temp.resolve("1"), temp.resolve("2"), temp.resolve("3"));
        List<String> words =
                IntStream.range(0, items).mapToObj(n -> "item-" + n).toList();
        OpenOptions patient = PassingProgram.options().withLease(OpenOptions.DEFAULTS.lease());
        try (JoinableQueue<byte[]> first = Dishrack.open(folders.get(0), patient);
                JoinableQueue<byte[]> second = Dishrack.open(folders.get(1), patient);
                JoinableQueue<byte[]> third = Dishrack.open(folders.get(2), patient)) {
            Background background = new Background();
            Running<Void> washer = background.run("washer", () -> putAll(first, words.toArray(String[]::new)));
            Set<String> progress = ConcurrentHashMap.newKeySet();
            List<Child> dryers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                dryers.add(dryer(folders, i % 2, progress));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                long before = third.status().put();
                // Each kill may leave a dead letter behind, see below.
                long wanted = Math.min(items - KILLS, before + 1 + random.nextInt(items / 8));
                Await.until("work goes on", () -> {
                    assertEquals(List.of(), failed(progress));
                    assertTrue(dryers.stream().allMatch(Child::isAlive), "a dryer died of itself");
                    return third.status().put() >= wanted;
                });
                int which = random.nextInt(dryers.size());
                dryers.get(which).kill();
                dryers.set(which, dryer(folders, which % 2, progress));
            }
            washer.get();
            workOff(first);
            assertEquals(items, second.status().put(), "what is done is in the next queue");
            workOff(second);
            assertEquals(
                    words.stream().map(word -> "->->" + word).sorted().toList(),
                    drain(third).stream().sorted().toList());
            assertEquals(items, first.status().done());
            assertEquals(items, second.status().done());
        }
    }

    private static List<String> failed(Set<String> said) {
        return said.stream().filter(line -> line.contains("failed")).toList();
    }

    /** One in whose hands it was not yet passing on has used up the item's only attempt by its death. */
    private static void workOff(JoinableQueue<byte[]> queue) throws InterruptedException {
        long again = 0;
        do {
            assertTrue(queue.join(Await.DEADLINE), () -> queue.status().toString());
            again += queue.redriveAll();
        } while (queue.unfinished() > 0);
        assertTrue(again <= KILLS, "dead letters: " + again);
    }

    private Child dryer(List<Path> folders, int stage, Set<String> heard) throws Exception {
        Child dryer = children.start(PassingProgram.class, heard::add);
        dryer.send("d - " + folders.get(stage) + " " + folders.get(stage + 1));
        return dryer;
    }

    @Test
    void whatFailsToBePassedOnIsStillTheTakersAndItsAttemptCounts() throws Exception {
        try (JoinableQueue<byte[]> queue = open(temp.resolve("queue"));
                JoinableQueue<byte[]> next = open(temp.resolve("next"))) {
            putAll(queue, "a");
            Delivery<byte[]> delivery = next(queue);
            next.shutdown();
            assertThrows(QueueClosedException.class, () -> PassingProgram.passOn(delivery, next));
            assertEquals(1, delivery.attempt());
            next.reopen();
            assertEquals(Outcome.APPLIED, delivery.fail(Report.failure(1, "no")));
            assertEquals(1, queue.status().dead(), "its only attempt is used up");
            assertTrue(queue.redrive(1));
            assertEquals(Outcome.APPLIED, PassingProgram.passOn(next(queue), next));
            assertEquals(List.of("->a"), drain(next));
        }
    }

    @Test
    void whoeverIsGivenAnItemThatWasPassedOnFindsItByItsOrigin() throws Exception {
        try (JoinableQueue<byte[]> queue = open(temp.resolve("queue"));
                JoinableQueue<byte[]> next = open(temp.resolve("next"))) {
            putAll(queue, "a");
            Delivery<byte[]> delivery = next(queue);
            assertEquals(0, next.find(delivery.origin()));
            next.put(bytes("by hand"), ItemOptions.NONE.withOrigin(delivery.origin()));
            delivery.release();
            Delivery<byte[]> again = next(queue);
            assertEquals(1, next.find(again.origin()));
            assertEquals(Outcome.APPLIED, PassingProgram.passOn(again, next));
            assertEquals(List.of("by hand"), drain(next));
        }
    }

    @Test
    void aFullNextQueueIsWaitedForAndAnInterruptSettlesNothing() throws Exception {
        try (JoinableQueue<byte[]> queue = open(temp.resolve("queue"));
                JoinableQueue<byte[]> next = Dishrack.open(
                        temp.resolve("next"), PassingProgram.options().withMaxSize(1))) {
            putAll(queue, "a", "b", "c");
            PassingProgram.passOn(next(queue), next);
            Delivery<byte[]> second = next(queue);
            Delivery<byte[]> third = next(queue);
            Background background = new Background();
            Running<Outcome> passing = background.call("passing", () -> PassingProgram.passOn(second, next));
            Running<Outcome> interrupted = background.call("interrupted", () -> PassingProgram.passOn(third, next));
            passing.stillWaits();
            interrupted.stillWaits();
            interrupted.interrupt();
            interrupted.failure(InterruptedException.class);
            assertNull(third.outcome());
            assertEquals(Outcome.APPLIED, third.release());
            assertFalse(passing.ended());
            assertEquals("->a", text(next(next)));
            assertEquals(Outcome.APPLIED, passing.get());
            assertEquals("->b", text(next(next)));
        }
    }

    @Test
    void whatIsNoQueueOfTheSameEngineIsRefusedAsNext() throws Exception {
        try (JoinableQueue<byte[]> queue = open(temp.resolve("queue"))) {
            putAll(queue, "a");
            Delivery<byte[]> delivery = next(queue);
            assertThrows(IllegalArgumentException.class, () -> PassingProgram.passOn(delivery, null));
            assertEquals(Outcome.APPLIED, delivery.done());
        }
    }
}
