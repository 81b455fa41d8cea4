package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Reply;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The behaviours that matter most, between JVMs. */
final class AcrossProcessesTest extends ProcessTest {

    private static final long AN_HOUR = 3_600_000;

    @Test
    void whatOneProcessPutsAnotherTakesAndAThirdSeesDone() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild washer = child();
        QueueChild dryer = child();
        assertEquals("1", washer.tell("put", "a"));
        assertEquals("1:1", dryer.tell("take"));
        assertEquals(1, queue.unfinished());
        assertEquals("APPLIED", dryer.tell("done", 1));
        assertTrue(queue.join(Duration.ZERO));
        assertEquals("true", washer.tell("join", 0));
    }

    @Test
    void anItemTakenInOneProcessIsGivenToNoOther() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        putAll(queue, "a", "b");
        Delivery<byte[]> a = next(queue);
        assertEquals("2:1", dryer.tell("take"));
        assertEquals("nothing", dryer.tell("poll", 300));
        assertEquals(Outcome.APPLIED, a.done());
    }

    @Test
    void aBlockedTakeIsWokenByAPutOfAnotherProcess() throws Exception {
        QueueChild dryer = child();
        Reply take = dryer.ask("take");
        take.stillWaits();
        putAll(open(), "late");
        assertEquals("1:1", take.get());
    }

    @Test
    void aBlockedPutIsWokenByATakeOfAnotherProcess() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withMaxSize(1));
        QueueChild dryer = child();
        putAll(queue, "a");
        Running<Long> putter = lab().call("putter", () -> queue.put(bytes("b")));
        putter.stillWaits();
        assertEquals("1:1", dryer.tell("take"));
        assertEquals(2, putter.get());
    }

    @Test
    void theBoundHoldsForAllProcesses() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withMaxSize(2));
        QueueChild washer = child();
        putAll(queue, "a");
        assertEquals("2", washer.tell("offer", "b", 0));
        assertEquals("0", washer.tell("offer", "c", 0));
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("c"), Duration.ZERO));
        Reply blocked = washer.ask("offer", "c", AN_HOUR);
        blocked.stillWaits();
        next(queue);
        assertEquals("3", blocked.get());
    }

    @Test
    void joinersOfSeveralProcessesAreReleasedByTheLastDone() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        QueueChild other = child();
        putAll(queue, "a", "b");
        dryer.tell("batch", 2, 0);
        Running<Void> joiner = lab().run("joiner", queue::join);
        Reply joining = other.ask("join", AN_HOUR);
        dryer.tell("done", 1);
        joiner.stillWaits();
        joining.stillWaits();
        dryer.tell("done", 2);
        joiner.get();
        assertEquals("true", joining.get());
    }

    @Test
    void joinTimesOutWhileAnotherProcessStillWorks() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a");
        assertEquals(false, queue.join(Duration.ofMillis(150)));
        dryer.tell("done", 1);
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    void shutdownWakesWhoWaitsInOtherProcesses() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withMaxSize(1));
        QueueChild taker = child();
        Reply take = taker.ask("take");
        Reply poll = taker.ask("poll", AN_HOUR);
        poll.stillWaits();
        queue.shutdown();
        assertTrue(take.failure().startsWith("QueueClosedException"), take.failure());
        assertTrue(poll.failure().startsWith("QueueClosedException"), poll.failure());
        queue.reopen();
        putAll(queue, "a");
        Reply put = taker.ask("put", "b");
        Reply join = taker.ask("join", AN_HOUR);
        put.stillWaits();
        queue.shutdown();
        assertTrue(put.failure().startsWith("QueueClosedException"), put.failure());
        join.stillWaits();
        next(queue).done();
        assertEquals("true", join.get());
    }

    @Test
    void shutdownNowInOneProcessReleasesJoinInAnotherOnceWhatRunsInAThirdIsDone() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        QueueChild stopper = child();
        putAll(queue, "a", "b", "c");
        dryer.tell("take");
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        assertEquals("2", stopper.tell("shutdownNow"));
        joiner.stillWaits();
        dryer.tell("done", 1);
        joiner.get();
        assertEquals(1, queue.status().done());
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    void washersAndDryersStartedInAnyOrderLoseAndDoubleNothing() throws Exception {
        QueueChild early = startChild(options());
        Reply earlyLoop = early.ask("consume", 1, 0);
        List<Reply> washers = new ArrayList<>();
        for (int washer = 0; washer < 2; washer++) {
            washers.add(startChild(options()).ask("produce", washer, 0, 2_000, washer == 0 ? 1 : 37));
        }
        QueueChild late = startChild(options());
        Reply lateLoop = late.ask("consume", 16, 0);
        for (Reply washer : washers) {
            assertEquals("2000", washer.get());
        }
        finish(4_000, List.of(early, late), List.of(earlyLoop, lateLoop));
    }

    @Test
    void aSmallBoundBetweenProcessesLosesAndDoublesNothing() throws Exception {
        lab().open(options().withMaxSize(4));
        QueueChild one = startChild(options());
        QueueChild other = startChild(options());
        List<Reply> loops = List.of(one.ask("consume", 1, 0), other.ask("consume", 3, 0));
        Reply single = startChild(options()).ask("produce", 0, 0, 1_000, 1);
        Reply batches = startChild(options()).ask("produce", 1, 0, 1_000, 10);
        assertEquals("1000", single.get());
        assertEquals("1000", batches.get());
        finish(2_000, List.of(one, other), loops);
    }

    private void finish(long items, List<QueueChild> dryers, List<Reply> loops) throws Exception {
        JoinableQueue<byte[]> queue = open();
        assertJoins(queue);
        long taken = 0;
        for (int i = 0; i < dryers.size(); i++) {
            dryers.get(i).tell("stop");
            taken += Long.parseLong(loops.get(i).get());
        }
        assertEquals(items, taken);
        assertEquals(items, history().applied());
        assertEquals(items, queue.status().put());
        assertEquals(items, queue.status().done());
    }

    @Test
    void aProcessThatClosesItsHandleHandsItsItemsBackUncounted() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = child();
        putAll(queue, "a", "b");
        dryer.tell("batch", 2, 0);
        Running<Delivery<byte[]>> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        dryer.tell("close");
        assertEquals(1, taker.get().attempt());
        assertEquals(1, next(queue).attempt());
    }

    @Test
    void aProcessThatExitsWithoutClosingLosesItsItems() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild dryer = holder(queue, "a");
        Running<Delivery<byte[]>> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        dryer.ask("exit");
        assertEquals("a", text(taker.get()));
    }

    @Test
    void closingOneOfTwoHandlesDoesNotMakeThisProcessLookDead() throws Exception {
        JoinableQueue<byte[]> queue = open();
        JoinableQueue<byte[]> closing = open();
        QueueChild other = child();
        putAll(queue, "a");
        Delivery<byte[]> held = next(queue);
        closing.close();
        assertEquals("nothing", other.tell("poll", 500));
        assertEquals(Outcome.APPLIED, held.done());
    }

    @Test
    void lookingAtTheQueueDoesNotMakeThisProcessLookDead() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild other = child();
        putAll(queue, "a");
        Delivery<byte[]> held = next(queue);
        try (QueueInspector inspector = lab().inspect()) {
            assertEquals(1, inspector.status().taken());
        }
        assertEquals("nothing", other.tell("poll", 500));
        assertEquals(Outcome.APPLIED, held.done());
    }

    @Test
    void statusCountsTheLivingProcessesOfARole() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withRole("washer"));
        QueueChild one = child(options().withRole("dryer"));
        QueueChild other = child(options().withRole("dryer"));
        assertEquals(1, queue.status().alive("washer"));
        assertEquals(2, queue.status().alive("dryer"));
        one.kill();
        assertEquals(1, queue.status().alive("dryer"));
        other.tell("close");
        assertEquals(0, queue.status().alive("dryer"));
        assertEquals(1, queue.status().alive("washer"));
    }

    @Test
    void aQueueThatIsNotThereIsNotMadeByWhoMayNot() throws Exception {
        QueueChild child = startChild(options().withCreate(false));
        String failure = child.opening().failure();
        assertTrue(failure.startsWith(QueueUnusableException.class.getSimpleName()), failure);
        assertTrue(failure.contains(folder().toString()), failure);
    }
}
