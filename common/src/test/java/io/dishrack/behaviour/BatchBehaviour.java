package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Putting, taking and acknowledging many at once. */
interface BatchBehaviour {

    QueueLab lab();

    @Test
    default void aBatchIsTakenInPutOrderUpToItsSize() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c", "d", "e");
        List<Delivery<byte[]>> first = queue.pollBatch(3, Duration.ZERO);
        assertEquals(List.of("a", "b", "c"), texts(first));
        assertEquals(List.of(1L, 2L, 3L), first.stream().map(Delivery::number).toList());
        assertEquals(List.of("d", "e"), texts(queue.pollBatch(3, Duration.ZERO)));
    }

    @Test
    default void aBatchDoesNotWaitToBeFull() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertEquals(List.of("a"), texts(queue.pollBatch(100, Duration.ofHours(1))));
    }

    @Test
    default void aBlockedBatchIsWokenByAPut() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<List<Delivery<byte[]>>> taker = lab().call("taker", () -> queue.pollBatch(8, Duration.ofHours(1)));
        taker.stillWaits();
        putAll(queue, "late");
        assertEquals(List.of("late"), texts(taker.get()));
    }

    @Test
    default void aBatchOfAnEmptyQueueIsEmptyAndNotEarly() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertEquals(List.of(), queue.pollBatch(10, Duration.ZERO));
        long begun = System.nanoTime();
        assertEquals(List.of(), queue.pollBatch(10, Duration.ofMillis(130)));
        assertTrue(System.nanoTime() - begun >= 130_000_000, "early");
    }

    @Test
    default void eachItemOfABatchIsSettledByItself() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "done", "rejected", "released");
        List<Delivery<byte[]>> batch = queue.pollBatch(3, Duration.ZERO);
        batch.get(0).done();
        batch.get(1).reject(Report.NONE);
        batch.get(2).release();
        assertEquals(List.of("released"), drain(queue));
        assertEquals(2, queue.status().done());
        assertEquals(1, queue.status().dead());
    }

    @Test
    default void doneAllAcknowledgesEveryDelivery() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        List<Delivery<byte[]>> batch = queue.pollBatch(3, Duration.ZERO);
        assertEquals(3, queue.doneAll(batch));
        for (Delivery<byte[]> delivery : batch) {
            assertEquals(Outcome.APPLIED, delivery.outcome());
        }
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void doneAllTakesDeliveriesInAnyOrderAndFromSeveralBatches() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c", "d", "e");
        List<Delivery<byte[]>> mixed = new ArrayList<>();
        mixed.addAll(queue.pollBatch(2, Duration.ZERO));
        mixed.addAll(0, queue.pollBatch(2, Duration.ZERO));
        mixed.add(1, next(queue));
        assertEquals(5, queue.doneAll(mixed));
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void doneAllWithOneSettledBeforeRefusesItAndAcknowledgesTheOthers() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        List<Delivery<byte[]>> batch = queue.pollBatch(3, Duration.ZERO);
        batch.get(1).done();
        assertThrows(IllegalStateException.class, () -> queue.doneAll(batch));
        assertEquals(3, queue.status().done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void doneAllWithOneListedTwiceCountsItOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        List<Delivery<byte[]>> batch = queue.pollBatch(2, Duration.ZERO);
        List<Delivery<byte[]>> doubled = List.of(batch.get(0), batch.get(0), batch.get(1));
        assertThrows(IllegalStateException.class, () -> queue.doneAll(doubled));
        assertEquals(2, queue.status().done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void doneAllReleasesJoin() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Running<Void> joiner = lab().run("joiner", queue::join);
        List<Delivery<byte[]>> batch = queue.pollBatch(2, Duration.ZERO);
        joiner.stillWaits();
        queue.doneAll(batch);
        joiner.get();
    }

    @Test
    default void offerAllPutsInOrderBetweenOtherPuts() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "first");
        assertEquals(3, queue.offerAll(items("a", "b", "c"), ItemOptions.NONE, Duration.ZERO));
        assertEquals(5, queue.put(bytes("last")));
        assertEquals(List.of("first", "a", "b", "c", "last"), drain(queue));
    }

    @Test
    default void offerAllTellsTheNumberOfEachThatWentIn() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(3);
        putAll(queue, "x");
        List<Long> numbers = new ArrayList<>();
        assertEquals(2, queue.offerAll(items("a", "b", "c"), ItemOptions.NONE, Duration.ZERO, numbers::add));
        assertEquals(List.of(2L, 3L), numbers);
    }

    @Test
    default void offerAllPutsTheFirstFewThatFit() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(3);
        putAll(queue, "first");
        assertEquals(2, queue.offerAll(items("a", "b", "c", "d"), ItemOptions.NONE, Duration.ZERO));
        assertEquals(0, queue.offerAll(items("e"), ItemOptions.NONE, Duration.ZERO));
        assertEquals(List.of("first", "a", "b"), drain(queue));
    }

    @Test
    default void offerAllIsNotEarly() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        long begun = System.nanoTime();
        assertEquals(1, queue.offerAll(items("a", "b"), ItemOptions.NONE, Duration.ofMillis(130)));
        assertTrue(System.nanoTime() - begun >= 130_000_000, "early");
    }

    @Test
    default void offerAllGoesOnWhenTakersMakeRoomInTime() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        Running<Integer> putter =
                lab().call("putter", () -> queue.offerAll(items("a", "b", "c"), ItemOptions.NONE, Duration.ofHours(1)));
        next(queue).done();
        next(queue).done();
        assertEquals(3, putter.get());
        assertEquals(List.of("c"), drain(queue));
    }

    @Test
    default void putAllOfMoreThanTheBoundGoesOnAsTakersTake() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(7);
        List<byte[]> items = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            items.add(bytes("item " + i));
        }
        Running<Void> putter = lab().run("putter", () -> queue.putAll(items, ItemOptions.NONE));
        Await.until("the queue is full", () -> queue.size() == 7);
        putter.stillWaits();
        assertEquals(7, queue.size());
        for (int i = 1; i <= 200; i++) {
            Delivery<byte[]> delivery = next(queue);
            assertEquals("item " + i, new String(delivery.item(), StandardCharsets.US_ASCII));
            delivery.done();
        }
        putter.get();
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void putAllWakesAsManyTakersAsThereAreItems() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        List<Running<Delivery<byte[]>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(lab().call("taker " + i, queue::take));
        }
        takers.get(3).stillWaits();
        queue.putAll(items("a", "b", "c", "d"), ItemOptions.NONE);
        for (Running<Delivery<byte[]>> taker : takers) {
            taker.get().done();
        }
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void takingABatchFromAFullQueueWakesAllPuttersThatFit() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(3);
        putAll(queue, "a", "b", "c");
        List<Running<Long>> putters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            putters.add(lab().call("putter " + i, () -> queue.put(bytes("late"))));
        }
        putters.get(2).stillWaits();
        queue.doneAll(queue.pollBatch(3, Duration.ZERO));
        for (Running<Long> putter : putters) {
            assertTrue(putter.get() > 3);
        }
    }

    @Test
    default void emptyBatchesChangeNothing() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertEquals(0, queue.offerAll(List.of(), ItemOptions.NONE, Duration.ofHours(1)));
        queue.putAll(List.of(), ItemOptions.NONE);
        assertEquals(0, queue.doneAll(List.of()));
        assertEquals(0, queue.status().put());
        assertNull(queue.poll(Duration.ZERO));
    }
}
