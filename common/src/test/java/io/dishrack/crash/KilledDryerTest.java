package io.dishrack.crash;

import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.ProcessState;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.QueueProgram;
import io.dishrack.testkit.Reply;
import io.dishrack.testkit.Running;
import io.dishrack.testkit.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dryers killed while they hold items or wait for some: others get these items, and the count stays exact. */
@Tag("crash")
final class KilledDryerTest extends ProcessTest {

    private static final long AN_HOUR = 3_600_000;

    @Test
    void theItemOfAKilledDryerIsHandedOutAgainAsTheNextAttempt() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a");
        dryer.kill();
        Delivery<byte[]> again = next(queue);
        assertEquals("a", text(again));
        assertEquals(1, again.number());
        assertEquals(2, again.attempt());
        assertEquals(Outcome.APPLIED, again.done());
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(1, queue.status().done());
    }

    @Test
    void aTakerThatAlreadyWaitsGetsTheItemOfAKilledDryer() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a");
        Running<Delivery<byte[]>> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        dryer.kill();
        assertEquals(2, taker.get().attempt());
    }

    @Test
    void aTakerOfAnotherProcessGetsTheItemOfAKilledDryer() throws Exception {
        QueueChild dryer = child();
        QueueChild other = child();
        putAll(open(), "a");
        dryer.tell("take");
        Reply take = other.ask("take");
        take.stillWaits();
        dryer.kill();
        assertEquals("1:2", take.get());
        assertEquals("APPLIED", other.tell("done", 1));
    }

    @Test
    void aDryerThatStartsAfterAllOthersWereKilledGetsTheirItems() throws Exception {
        QueueChild washer = child();
        QueueChild dryer = child();
        washer.tell("put", "a");
        washer.tell("put", "b");
        dryer.tell("take");
        dryer.kill();
        washer.kill();
        QueueChild late = child();
        assertEquals(Map.of(1L, 2, 2L, 1), attempts(late.tell("take"), late.tell("take")));
        assertEquals("false", late.tell("join", 0));
        late.tell("done", 1);
        late.tell("done", 2);
        assertEquals("true", late.tell("join", 0));
    }

    /** From {@code number:attempt}, several in a word list. */
    private static Map<Long, Integer> attempts(String... answers) {
        Map<Long, Integer> attempts = new TreeMap<>();
        for (String answer : String.join(" ", answers).split(" ")) {
            String[] parts = answer.split(":");
            Integer before = attempts.put(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
            assertNull(before, "handed out twice: " + answer);
        }
        return attempts;
    }

    @Test
    void dryersKilledWhileTheyWaitTakeNothingWithThem() throws Exception {
        JoinableQueue<byte[]> queue = open();
        List<QueueChild> killed = List.of(child(), child());
        QueueChild staying = child();
        Reply take = staying.ask("take");
        for (QueueChild dryer : killed) {
            dryer.ask("take").stillWaits();
        }
        take.stillWaits();
        for (QueueChild dryer : killed) {
            dryer.kill();
        }
        putAll(queue, "a", "b", "c");
        Map<Long, Integer> taken = attempts(take.get(), staying.tell("take"), staying.tell("take"));
        assertEquals(List.of(1L, 2L, 3L), List.copyOf(taken.keySet()));
        for (long number = 1; number <= 3; number++) {
            staying.tell("done", number);
        }
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    void everyItemOfAKilledDryersBatchIsHandedOutAgainOnce() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        for (int i = 1; i <= 30; i++) {
            putAll(queue, "item " + i);
        }
        assertEquals(20, attempts(dryer.tell("batch", 20, 0)).size());
        assertEquals("APPLIED", dryer.tell("done", 7));
        dryer.kill();
        Map<Long, Integer> again = new TreeMap<>();
        while (again.size() < 29) {
            Delivery<byte[]> delivery = next(queue);
            assertEquals("item " + delivery.number(), text(delivery));
            assertNull(again.put(delivery.number(), delivery.attempt()));
            delivery.done();
        }
        again.forEach((number, attempt) -> assertEquals(number <= 20 ? 2 : 1, attempt, "attempt of " + number));
        assertNull(again.get(7L));
        assertNull(queue.poll(Duration.ofMillis(300)));
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(30, queue.status().done());
    }

    @Test
    void severalDryersKilledAtOnceLoseNothing() throws Exception {
        JoinableQueue<byte[]> queue = open();
        List<QueueChild> dryers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            dryers.add(startChild(options()));
        }
        for (int i = 1; i <= 40; i++) {
            putAll(queue, "item " + i);
        }
        for (QueueChild dryer : dryers) {
            assertEquals(10, attempts(dryer.tell("batch", 10, 0)).size());
        }
        dryers.forEach(dryer -> dryer.process().killSoon());
        for (int i = 1; i <= 40; i++) {
            Delivery<byte[]> delivery = next(queue);
            assertEquals(2, delivery.attempt());
            delivery.done();
        }
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(40, queue.status().done());
    }

    @Test
    void joinReturnsThoughADryerDiesAndNotBeforeItsItemIsDone() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild first = child();
        QueueChild second = child();
        putAll(queue, "a", "b");
        Running<Void> joiner = lab().run("joiner", queue::join);
        first.tell("take");
        second.tell("take");
        first.kill();
        assertEquals("1:2", second.tell("take"));
        second.tell("done", 2);
        joiner.stillWaits();
        second.tell("done", 1);
        joiner.get();
    }

    @Test
    void aJoinerWaitsForAnItemWhoseOnlyDryerDied() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        QueueChild joining = child();
        putAll(queue, "a");
        dryer.tell("take");
        Reply join = joining.ask("join", AN_HOUR);
        dryer.kill();
        join.stillWaits();
        Await.until("the item waits again", () -> queue.size() == 1);
        join.stillWaits();
        next(queue).done();
        assertEquals("true", join.get());
    }

    @Test
    void aKilledJoinerDisturbsNobody() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild killed = child();
        QueueChild staying = child();
        putAll(queue, "a");
        killed.ask("join", AN_HOUR).stillWaits();
        Reply join = staying.ask("join", AN_HOUR);
        killed.kill();
        join.stillWaits();
        next(queue).done();
        assertEquals("true", join.get());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    void aWasherKilledWhileTheQueueIsFullCostsNoSlot() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withMaxSize(2));
        QueueChild washer = child();
        putAll(queue, "a", "b");
        washer.ask("put", "never").stillWaits();
        washer.ask("offer", "never", AN_HOUR).stillWaits();
        washer.kill();
        assertEquals(List.of("a", "b"), Texts.drain(queue));
        assertEquals(3, queue.offer(Texts.bytes("c"), Duration.ZERO));
        assertEquals(4, queue.offer(Texts.bytes("d"), Duration.ZERO));
        assertEquals(JoinableQueue.FULL, queue.offer(Texts.bytes("e"), Duration.ZERO));
    }

    @Test
    void anItemOfADryerKilledAfterShutdownNowIsNotHandedOutAndJoinReturns() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a", "b");
        assertEquals(1, queue.shutdownNow());
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        dryer.kill();
        joiner.get();
        assertEquals(0, queue.status().done());
    }

    @Test
    void anItemOfAKilledDryerIsTakenAfterAGracefulShutdownToo() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a");
        queue.shutdown();
        dryer.kill();
        Await.until("the item waits again", () -> queue.size() == 1);
        assertEquals(2, queue.take().attempt());
    }

    @Test
    void onlyTheAttemptThatFinishedTheItemIsInTheResults() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        queue.put(Texts.bytes("a"), ItemOptions.WITH_RESULT);
        dryer.tell("take");
        dryer.kill();
        next(queue).done(Report.of(Texts.bytes("second")));
        try (ResultFeed feed = queue.results(true)) {
            Result result = feed.poll(Await.DEADLINE);
            assertEquals(2, result.attempt());
            assertEquals("second", new String(result.report().output(), StandardCharsets.US_ASCII));
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    void theCommandOfAKilledDryerIsStoppedBeforeItsItemIsHandedOutAgain() throws Exception {
        JoinableQueue<byte[]> queue = open();
        for (int round = 1; round <= 3; round++) {
            QueueChild dryer = child();
            putAll(queue, "a");
            assertEquals(round + ":1", dryer.tell("take"));
            String[] pids = dryer.tell("run", round).split(" ");
            dryer.kill();
            Delivery<byte[]> again = next(queue);
            assertEquals(2, again.attempt());
            for (String pid : pids) {
                ProcessState state = ProcessState.of(Long.parseLong(pid));
                assertTrue(state == ProcessState.GONE || state == ProcessState.ZOMBIE, pid + " is " + state);
            }
            again.done();
        }
    }

    @Test
    void aKilledDryerThatStaysAZombieIsDeadToo() throws Exception {
        JoinableQueue<byte[]> queue = open();
        putAll(queue, "a");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec 3<&0; \"$@\" <&3 & echo $!; exec sleep 1000"));
        command.add("sh");
        command.addAll(JvmCommand.of(QueueProgram.class, QueueChild.arguments(folder(), options())));
        Child shell = children.startCommand("zombie's parent", command, null);
        long pid = Long.parseLong(shell.expectLine(""));
        shell.expectLine("0 ok");
        shell.send("1 take");
        assertEquals("1 ok 1:1", shell.expectLine("1 "));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Await.until("it is a zombie", () -> ProcessState.of(pid) == ProcessState.ZOMBIE);
        assertEquals(2, next(queue).attempt());
        assertEquals(ProcessState.ZOMBIE, ProcessState.of(pid));
    }

    @Test
    void attemptsOfKilledDryersCountAgainstTheLimit() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withMaxAttempts(2));
        putAll(queue, "kills its dryer", "b");
        for (int attempt = 1; attempt <= 2; attempt++) {
            QueueChild dryer = child(options().withMaxAttempts(2));
            String taken = dryer.tell("batch", 2, AN_HOUR);
            assertTrue(taken.contains("1:" + attempt), taken);
            dryer.tell("release", 2);
            dryer.kill();
        }
        assertEquals("b", text(next(queue)));
        Await.until("it is a dead letter", () -> queue.status().dead() == 1);
    }

    @Test
    void allMarkedCommandsOfAKilledDryerAreGoneBeforeItsItemIsHandedOutAgain() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a");
        String[] pids = dryer.tell("swarm", 1, 70).split(" ");
        assertEquals(140, pids.length);
        dryer.kill();
        assertEquals(2, next(queue).attempt());
        for (String pid : pids) {
            ProcessState state = ProcessState.of(Long.parseLong(pid));
            assertTrue(state == ProcessState.GONE || state == ProcessState.ZOMBIE, pid + " is " + state);
        }
    }
}
