package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handles: closing one, several in one JVM, wake-ups. */
interface HandleBehaviour {

    QueueLab lab();

    @Test
    default void deliveriesOfAClosedHandleAreHandedOutAgain() throws Exception {
        JoinableQueue<byte[]> closing = lab().open();
        JoinableQueue<byte[]> staying = lab().open();
        putAll(closing, "a", "b", "c");
        next(closing).done();
        next(closing);
        closing.pollBatch(5, Duration.ZERO);
        closing.close();
        assertEquals(2, staying.size());
        List<String> drained = drain(staying);
        assertEquals(List.of("b", "c"), drained.stream().sorted().toList());
        assertTrue(staying.join(Duration.ZERO));
    }

    @Test
    default void closingAHandleWakesATakerOfAnother() throws Exception {
        JoinableQueue<byte[]> closing = lab().open();
        JoinableQueue<byte[]> staying = lab().open();
        putAll(closing, "a");
        next(closing);
        Running<String> taker = lab().call("taker", () -> text(staying.take()));
        taker.stillWaits();
        closing.close();
        assertEquals("a", taker.get());
    }

    @Test
    default void aDoneAfterItsHandleWasClosedIsNotCounted() throws Exception {
        JoinableQueue<byte[]> closing = lab().open();
        JoinableQueue<byte[]> staying = lab().open();
        putAll(closing, "a");
        Delivery<byte[]> late = next(closing);
        closing.close();
        assertNotEquals(Outcome.APPLIED, doneOrRefused(late));
        assertEquals(1, staying.unfinished());
        Delivery<byte[]> again = next(staying);
        assertNotEquals(Outcome.APPLIED, doneOrRefused(late));
        assertEquals(1, staying.unfinished());
        assertEquals(Outcome.APPLIED, again.done());
        assertEquals(1, staying.status().done());
    }

    @Test
    default void aDoneOfAClosedHandleIsNotCountedForTheHandOutOfALaterOne() throws Exception {
        JoinableQueue<byte[]> closing = lab().open();
        putAll(closing, "a");
        Delivery<byte[]> late = next(closing);
        closing.close();
        JoinableQueue<byte[]> later = lab().open();
        Delivery<byte[]> again = next(later);
        assertEquals(late.attempt(), again.attempt());
        assertNotEquals(Outcome.APPLIED, doneOrRefused(late));
        assertEquals(1, later.unfinished());
        assertEquals(Outcome.APPLIED, again.done());
    }

    /** Null when it was refused outright. */
    private static Outcome doneOrRefused(Delivery<byte[]> late) {
        try {
            return late.done();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    @Test
    default void callsThatWaitOnAHandleEndWhenItIsClosed() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        JoinableQueue<byte[]> other = lab().open();
        putAll(other, "a");
        Running<?> putter = lab().call("putter", () -> queue.put(bytes("b")));
        Running<?> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        queue.close();
        putter.failure(IllegalStateException.class);
        joiner.failure(IllegalStateException.class);
        assertEquals(List.of("a"), drain(other));
    }

    @Test
    default void takersThatWaitOnAHandleEndWhenItIsClosed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<?> taker = lab().call("taker", queue::take);
        Running<?> poller = lab().call("poller", () -> queue.poll(Duration.ofHours(1)));
        poller.stillWaits();
        queue.close();
        taker.failure(IllegalStateException.class);
        poller.failure(IllegalStateException.class);
    }

    @Test
    default void aClosedHandleRefusesEverything() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        queue.close();
        assertThrows(IllegalStateException.class, () -> queue.put(bytes("b")));
        assertThrows(IllegalStateException.class, () -> queue.offer(bytes("b"), Duration.ZERO));
        assertThrows(IllegalStateException.class, queue::take);
        assertThrows(IllegalStateException.class, () -> queue.poll(Duration.ZERO));
        assertThrows(IllegalStateException.class, () -> queue.join(Duration.ZERO));
        assertThrows(IllegalStateException.class, queue::size);
        assertThrows(IllegalStateException.class, queue::unfinished);
        assertThrows(IllegalStateException.class, queue::status);
        assertThrows(IllegalStateException.class, queue::shutdown);
        assertThrows(IllegalStateException.class, queue::shutdownNow);
    }

    @Test
    default void aHandleClosedWhileItsThreadsTakeAndPutLeavesNothingTaken() throws Exception {
        JoinableQueue<byte[]> staying = lab().open();
        for (int round = 0; round < 60; round++) {
            JoinableQueue<byte[]> closing = lab().open();
            List<Running<?>> users = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                users.add(lab().run("taker " + i, () -> takeForEver(closing)));
                users.add(lab().run("putter " + i, () -> putForEver(closing)));
            }
            long begun = staying.status().put();
            Await.until("they are at work", () -> staying.status().put() > begun + 20);
            closing.close();
            for (Running<?> user : users) {
                user.failure(IllegalStateException.class);
            }
            assertEquals(0, staying.status().taken());
        }
        drain(staying);
        assertTrue(staying.join(Duration.ZERO));
    }

    private static void takeForEver(JoinableQueue<byte[]> queue) throws InterruptedException {
        while (true) {
            queue.poll(Duration.ofHours(1));
        }
    }

    private static void putForEver(JoinableQueue<byte[]> queue) throws InterruptedException {
        while (true) {
            queue.put(bytes("item"));
        }
    }

    @Test
    default void closingAHandleTwiceIsTheSameAsOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(queue, "a");
        queue.close();
        queue.close();
        assertEquals(List.of("a"), drain(other));
    }

    @Test
    default void handlesOpenedAndClosedBesideEachOtherShareOneQueue() throws Exception {
        JoinableQueue<byte[]> staying = lab().open();
        for (int i = 1; i <= 40; i++) {
            JoinableQueue<byte[]> passing = lab().open();
            assertEquals(i, passing.put(bytes("item " + i)));
            Delivery<byte[]> delivery = next(staying);
            assertEquals("item " + i, text(delivery));
            passing.close();
            assertEquals(Outcome.APPLIED, delivery.done());
        }
        assertTrue(staying.join(Duration.ZERO));
    }

    @Test
    default void wakeupMakesWaitingPollsReturnEmpty() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<?> poller = lab().call("poller", () -> queue.poll(Duration.ofHours(1)));
        Running<List<Delivery<byte[]>>> batcher = lab().call("batcher", () -> queue.pollBatch(4, Duration.ofHours(1)));
        poller.stillWaits();
        batcher.stillWaits();
        queue.wakeup();
        assertNull(poller.get());
        assertEquals(List.of(), batcher.get());
    }

    @Test
    default void wakeupLeavesTakesAndOtherHandlesWaiting() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        Running<String> taker = lab().call("taker", () -> text(queue.take()));
        Running<String> poller = lab().call("other's poller", () -> text(other.poll(Duration.ofHours(1))));
        poller.stillWaits();
        taker.stillWaits();
        queue.wakeup();
        taker.stillWaits();
        poller.stillWaits();
        putAll(queue, "a", "b");
        assertEquals(
                List.of("a", "b"),
                List.of(taker.get(), poller.get()).stream().sorted().toList());
    }

    @Test
    default void aWakeupWithNobodyWaitingIsForgotten() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.wakeup();
        Running<String> poller = lab().call("poller", () -> text(queue.poll(Duration.ofHours(1))));
        poller.stillWaits();
        putAll(queue, "a");
        assertEquals("a", poller.get());
    }
}
