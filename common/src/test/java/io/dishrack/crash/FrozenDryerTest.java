package io.dishrack.crash;

import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.HistoryEntry;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Reply;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dryers stopped with SIGSTOP: they lose their items when their lease runs out, and their late done is fenced. */
@Tag("crash")
final class FrozenDryerTest extends ProcessTest {

    private static OpenOptions shortLease() {
        return options().withLease(Duration.ofSeconds(1));
    }

    /** The child is frozen until its item has come here. */
    private static Delivery<byte[]> nextWhileFrozen(JoinableQueue<byte[]> queue, QueueChild child)
            throws InterruptedException {
        child.process().freeze();
        Delivery<byte[]> again = next(queue);
        child.process().thaw();
        return again;
    }

    @Test
    void aDryerFrozenBeyondItsLeaseLosesItsItemAndItsLateDoneIsRefused() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, shortLease(), "a");
        frozen.process().freeze();
        Delivery<byte[]> again = next(queue);
        assertEquals(2, again.attempt());
        frozen.process().thaw();
        assertEquals("LEASE_LOST", frozen.tell("done", 1));
        assertEquals(1, queue.unfinished());
        assertEquals(Outcome.APPLIED, again.done());
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(1, queue.status().done());
    }

    @Test
    void aLateDoneIsRefusedAlsoWhenTheOtherHasFinished() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = child(shortLease());
        putAll(queue, "a", "b");
        frozen.tell("batch", 2, 0);
        frozen.process().freeze();
        next(queue).done();
        next(queue).done();
        assertTrue(queue.join(Duration.ZERO));
        frozen.process().thaw();
        assertEquals("LEASE_LOST", frozen.tell("done", 1));
        assertEquals("LEASE_LOST", frozen.tell("fail", 2));
        assertEquals(2, queue.status().done());
        assertNull(queue.poll(Duration.ofMillis(200)));
    }

    @Test
    void aLateResultIsNotInTheFeed() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = child(shortLease());
        queue.put(new byte[] {1}, ItemOptions.WITH_RESULT);
        frozen.tell("take");
        Delivery<byte[]> again = nextWhileFrozen(queue, frozen);
        assertEquals("LEASE_LOST", frozen.tell("done", 1));
        again.done();
        try (ResultFeed feed = queue.results(true)) {
            assertEquals(2, feed.poll(Await.DEADLINE).attempt());
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    void aThawedDryerGoesOnTaking() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, shortLease(), "a");
        Delivery<byte[]> again = nextWhileFrozen(queue, frozen);
        again.release();
        String taken = frozen.tell("take");
        assertTrue(taken.startsWith("1:"), taken);
        assertEquals("APPLIED", frozen.tell("done", 1));
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(1, queue.status().done());
    }

    @Test
    void aDryerFrozenWithinItsLeaseKeepsItsItem() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, options().withLease(Duration.ofMinutes(10)), "a");
        frozen.process().freeze();
        Running<Delivery<byte[]>> taker = lab().call("taker", () -> queue.poll(Duration.ofMillis(1500)));
        assertNull(taker.get());
        frozen.process().thaw();
        assertEquals("APPLIED", frozen.tell("done", 1));
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    void aSlowDryerThatLivesKeepsItsItemBeyondTheLease() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild slow = holder(queue, shortLease(), "a");
        assertNull(queue.poll(Duration.ofMillis(2500)));
        assertEquals("APPLIED", slow.tell("done", 1));
        assertEquals(1, queue.status().done());
    }

    @Test
    void aDryerKilledWhileFrozenIsADeadOne() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, options().withLease(Duration.ofMinutes(10)), "a");
        frozen.process().freeze();
        frozen.kill();
        assertEquals(2, next(queue).attempt());
    }

    @Test
    void aFrozenTakerThatHoldsNothingHoldsUpNobody() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, shortLease(), "first");
        assertEquals("APPLIED", frozen.tell("done", 1));
        Reply waiting = frozen.ask("take");
        waiting.stillWaits();
        frozen.process().freeze();
        putAll(queue, "a", "b");
        next(queue).done();
        next(queue).done();
        assertTrue(queue.join(Duration.ZERO));
        frozen.process().thaw();
        putAll(queue, "c");
        assertEquals("4:1", waiting.get());
    }

    /** It may be frozen while it holds the lock that guards the opening of files; then it is killed with its lease. */
    @Test
    void aTakerFrozenWhileItOpensTheLogHoldsUpOthersForItsLeaseAtMost() throws Exception {
        for (int round = 0; round < 4; round++) {
            QueueChild frozen = child(shortLease());
            frozen.ask("take");
            frozen.process().freeze();
            try (JoinableQueue<byte[]> queue = lab().open(options())) {
                putAll(queue, "a");
                next(queue).done();
                assertTrue(queue.join(Duration.ZERO));
            }
            frozen.kill();
        }
    }

    @Test
    void aDryerThatAskedForSilenceKeepsItsItemUntilThatIsOver() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, shortLease(), "a");
        assertEquals("APPLIED", frozen.tell("extend", 1, 600_000));
        frozen.process().freeze();
        assertNull(queue.poll(Duration.ofMillis(3000)));
        frozen.process().thaw();
        assertEquals("APPLIED", frozen.tell("extend", 1, 1500));
        frozen.process().freeze();
        assertEquals(2, next(queue).attempt());
        frozen.process().thaw();
        assertEquals("LEASE_LOST", frozen.tell("extend", 1, 1000));
        assertEquals("LEASE_LOST", frozen.tell("done", 1));
    }

    @Test
    void anExtensionEndsWithItsDelivery() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = holder(queue, shortLease(), "a", "b");
        frozen.tell("take");
        assertEquals("APPLIED", frozen.tell("extend", 1, 600_000));
        assertEquals("APPLIED", frozen.tell("done", 1));
        assertEquals("APPLIED", frozen.tell("extend", 2, 0)); // shows that it knows, to all others
        frozen.process().freeze();
        assertEquals(2, next(queue).number());
    }

    @Test
    void aKilledDryerThatAskedForSilenceLosesItsItemAtOnce() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild killed = holder(queue, shortLease(), "a");
        assertEquals("APPLIED", killed.tell("extend", 1, 80_000_000));
        killed.kill();
        assertEquals(2, next(queue).attempt());
    }

    @Test
    void aLostLeaseIsInTheHistoryAndTheLateDoneAsRefused() throws Exception {
        JoinableQueue<byte[]> queue = open();
        QueueChild frozen = child(shortLease());
        queue.put(new byte[] {1}, ItemOptions.WITH_RESULT);
        frozen.tell("take");
        Delivery<byte[]> again = nextWhileFrozen(queue, frozen);
        assertEquals("LEASE_LOST", frozen.tell("done", 1));
        again.done();
        try (QueueInspector look = lab().inspect()) {
            Await.until("all is recorded", () -> look.history(1).size() == 3);
            List<HistoryEntry> history = new ArrayList<>(look.history(1));
            history.sort(Comparator.comparing(HistoryEntry::kind));
            assertEquals(
                    List.of(HistoryEntry.Kind.DONE, HistoryEntry.Kind.LOST, HistoryEntry.Kind.REFUSED),
                    history.stream().map(HistoryEntry::kind).toList());
            assertEquals(
                    List.of(2, 1, 1),
                    history.stream().map(entry -> entry.result().attempt()).toList());
        }
    }
}
