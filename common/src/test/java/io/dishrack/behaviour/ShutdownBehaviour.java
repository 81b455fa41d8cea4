package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shutting the queue down, in its two ways, and opening it again. */
interface ShutdownBehaviour {

    QueueLab lab();

    @Test
    default void aQueueThatIsShutDownRefusesEveryPut() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        assertFalse(other.isShutdown());
        queue.shutdown();
        for (JoinableQueue<byte[]> each : List.of(queue, other)) {
            assertTrue(each.isShutdown());
            assertTrue(each.status().shutdown());
            assertThrows(QueueClosedException.class, () -> each.put(bytes("a")));
            assertThrows(QueueClosedException.class, () -> each.offer(bytes("a"), Duration.ZERO));
            assertThrows(QueueClosedException.class, () -> each.putAll(items("a", "b"), ItemOptions.NONE));
            assertThrows(QueueClosedException.class, () -> each.offerAll(items("a"), ItemOptions.NONE, Duration.ZERO));
        }
        assertEquals(0, queue.status().put());
    }

    @Test
    default void whatIsQueuedAtShutdownIsTakenBeforeTakersAreToldClosed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        queue.shutdown();
        assertEquals("a", text(queue.take()));
        assertEquals("b", text(queue.poll(Duration.ZERO)));
        assertEquals("c", text(queue.pollBatch(5, Duration.ZERO).get(0)));
        lab().open().shutdown();
    }

    @Test
    default void takersStayWhileAnotherHandleHoldsAnItemThatMayComeBack() throws Exception {
        JoinableQueue<byte[]> holder = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(holder, "a");
        Delivery<byte[]> held = next(holder);
        holder.shutdown();
        assertThrows(QueueClosedException.class, () -> holder.poll(Duration.ZERO));
        assertNull(other.poll(Duration.ZERO));
        Running<Delivery<byte[]>> waiting = lab().call("taker", other::take);
        held.release();
        waiting.get().done();
        assertThrows(QueueClosedException.class, () -> other.poll(Duration.ZERO));
    }

    @Test
    default void takersOfADrainedQueueAreToldClosed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        queue.shutdown();
        next(queue).done();
        assertThrows(QueueClosedException.class, queue::take);
        assertThrows(QueueClosedException.class, () -> queue.poll(Duration.ZERO));
        assertThrows(QueueClosedException.class, () -> queue.poll(Duration.ofHours(1)));
        assertThrows(QueueClosedException.class, () -> queue.pollBatch(3, Duration.ZERO));
    }

    @Test
    default void shutdownWakesEveryBlockedTaker() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<?> taker = lab().call("taker", queue::take);
        Running<?> poller = lab().call("poller", () -> queue.poll(Duration.ofHours(1)));
        Running<?> batcher = lab().call("batcher", () -> queue.pollBatch(3, Duration.ofHours(1)));
        batcher.stillWaits();
        lab().open().shutdown();
        taker.failure(QueueClosedException.class);
        poller.failure(QueueClosedException.class);
        batcher.failure(QueueClosedException.class);
    }

    @Test
    default void offersThatAShutdownBreaksOffSayHowManyWentIn() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(2);
        Running<Integer> offerer = lab().call(
                        "offerer", () -> queue.offerAll(items("a", "b", "c"), ItemOptions.NONE, Duration.ofHours(1)));
        offerer.stillWaits();
        lab().open().shutdown();
        assertEquals(2, offerer.get());
        assertThrows(
                QueueClosedException.class, () -> queue.offerAll(items("c"), ItemOptions.NONE, Duration.ofHours(1)));
        assertEquals(List.of("a", "b"), drainUntilClosed(queue));
    }

    @Test
    default void shutdownWakesEveryBlockedPutter() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Running<?> putter = lab().call("putter", () -> queue.put(bytes("b")));
        Running<?> offerer = lab().call("offerer", () -> queue.offer(bytes("b"), Duration.ofHours(1)));
        Running<?> batcher = lab().run("batcher", () -> queue.putAll(items("b", "c"), ItemOptions.NONE));
        batcher.stillWaits();
        lab().open().shutdown();
        putter.failure(QueueClosedException.class);
        offerer.failure(QueueClosedException.class);
        batcher.failure(QueueClosedException.class);
        assertEquals(List.of("a"), drainUntilClosed(queue));
        assertEquals(1, queue.status().put());
    }

    private static List<String> drainUntilClosed(JoinableQueue<byte[]> queue) throws InterruptedException {
        List<String> drained = new ArrayList<>();
        try {
            while (true) {
                Delivery<byte[]> delivery = queue.take();
                drained.add(text(delivery));
                delivery.done();
            }
        } catch (QueueClosedException e) {
            return drained;
        }
    }

    @Test
    default void joinersWaitOnThroughAShutdownUntilAllIsDone() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Delivery<byte[]> running = next(queue);
        Running<Void> joiner = lab().run("joiner", queue::join);
        queue.shutdown();
        joiner.stillWaits();
        running.done();
        joiner.stillWaits();
        assertEquals(List.of("b"), drainUntilClosed(queue));
        joiner.get();
    }

    @Test
    default void aFailedItemIsRetriedAfterAShutdownBeforeTakersAreToldClosed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofMillis(60)));
        for (int round = 0; round < 10; round++) {
            putAll(queue, "a");
            queue.shutdown();
            queue.take().fail(Report.NONE);
            Delivery<byte[]> again = queue.take();
            assertEquals(2, again.attempt());
            again.done();
            assertThrows(QueueClosedException.class, queue::take);
            queue.reopen();
        }
    }

    @Test
    default void shutdownTwiceIsTheSameAsOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        queue.shutdown();
        queue.shutdown();
        assertEquals(List.of("a"), drainUntilClosed(queue));
        assertEquals(0, queue.shutdownNow());
    }

    @Test
    default void aQueueStaysShutDownWhenAllHandlesAreClosed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.shutdown();
        queue.close();
        JoinableQueue<byte[]> again = lab().open();
        assertTrue(again.isShutdown());
        assertThrows(QueueClosedException.class, () -> again.put(bytes("a")));
    }

    @Test
    default void shutdownNowCancelsWhatWaitsAndSaysHowMany() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "done", "taken", "c", "d", "e");
        next(queue).done();
        Delivery<byte[]> taken = next(queue);
        assertEquals(3, queue.shutdownNow());
        assertEquals(0, queue.size());
        assertEquals(1, queue.unfinished());
        assertEquals(3, queue.status().cancelled());
        assertThrows(QueueClosedException.class, () -> queue.put(bytes("f")));
        taken.done();
        assertThrows(QueueClosedException.class, queue::take);
        assertEquals(2, queue.status().done());
    }

    @Test
    default void shutdownNowCountsEveryItemThatItCancelledWhoeverElseLooks() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        lab().open();
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(bytes("item"));
        }
        for (int round = 0; round < 10; round++) {
            queue.putAll(many, ItemOptions.NONE);
            assertEquals(many.size(), queue.shutdownNow());
            queue.reopen();
        }
    }

    @Test
    default void shutdownNowCancelsFailedItemsThatWaitForTheirRetry() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(1)));
        putAll(queue, "a", "b");
        next(queue).fail(Report.NONE);
        assertEquals(2, queue.shutdownNow());
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    default void shutdownNowReleasesJoinOnceWhatRunsIsDone() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        Delivery<byte[]> running = next(queue);
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        lab().open().shutdownNow();
        joiner.stillWaits();
        running.done();
        joiner.get();
    }

    @Test
    default void shutdownNowReleasesJoinAtOnceWhenNothingRuns() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        assertEquals(2, queue.shutdownNow());
        joiner.get();
    }

    @Test
    default void shutdownNowReleasesJoinWhenWhatRunsFailsOrIsReleased() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Delivery<byte[]> failing = next(queue);
        Delivery<byte[]> released = next(queue);
        queue.shutdownNow();
        Running<Void> joiner = lab().run("joiner", queue::join);
        failing.fail(Report.NONE);
        released.release();
        joiner.get();
        assertEquals(0, queue.unfinished());
        assertThrows(QueueClosedException.class, queue::take);
    }

    @Test
    default void shutdownNowWakesEverybodyWithoutBogusItems() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        Running<?> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        lab().open().shutdownNow();
        taker.failure(QueueClosedException.class);
        queue.reopen();
        putAll(queue, "a");
        Running<?> putter = lab().call("putter", () -> queue.put(bytes("b")));
        Running<Void> joiner = lab().run("joiner", queue::join);
        putter.stillWaits();
        lab().open().shutdownNow();
        putter.failure(QueueClosedException.class);
        joiner.get();
        assertEquals(1, queue.status().put());
    }

    @Test
    default void aReopenedQueueWorksAsBefore() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        queue.shutdown();
        assertThrows(QueueClosedException.class, () -> queue.put(bytes("refused")));
        lab().open().reopen();
        assertFalse(queue.isShutdown());
        assertEquals(2, queue.put(bytes("b")));
        assertEquals(List.of("a", "b"), drain(queue));
        Running<String> taker = lab().call("taker", () -> text(queue.take()));
        taker.stillWaits();
        putAll(queue, "c");
        assertEquals("c", taker.get());
    }
}
