package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue with a maximum size. */
interface BoundBehaviour {

    QueueLab lab();

    @Test
    default void offerToAFullQueueIsRefusedAtOnceWithZero() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(2);
        putAll(queue, "a", "b");
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("c"), Duration.ZERO));
        assertEquals(2, queue.size());
        assertEquals(List.of("a", "b"), drain(queue));
    }

    @Test
    default void offerToAFullQueueIsNotRefusedEarly() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        for (long millis : new long[] {1, 30, 170}) {
            long begun = System.nanoTime();
            assertEquals(JoinableQueue.FULL, queue.offer(bytes("b"), Duration.ofMillis(millis)));
            assertTrue(System.nanoTime() - begun >= millis * 1_000_000, "early: timeout=" + millis + "ms");
        }
    }

    @Test
    default void aRefusedOfferTakesNoNumber() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        assertEquals(1, queue.put(bytes("a")));
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("refused"), Duration.ZERO));
        assertEquals(List.of("a"), drain(queue));
        assertEquals(2, queue.put(bytes("b")));
        assertEquals(2, queue.status().put());
    }

    @Test
    default void aBlockedPutIsWokenByATake() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Running<Long> putter = lab().call("putter", () -> queue.put(bytes("b")));
        putter.stillWaits();
        next(queue);
        assertEquals(2, putter.get());
    }

    @Test
    default void aBlockedOfferIsWokenByATakeOfAnotherHandle() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Running<Long> putter = lab().call("putter", () -> queue.offer(bytes("b"), Duration.ofHours(1)));
        putter.stillWaits();
        next(lab().open());
        assertEquals(2, putter.get());
    }

    @Test
    default void eachTakeLetsOneBlockedPutGoOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        List<Running<Long>> putters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            putters.add(lab().call("putter " + i, () -> queue.put(bytes("b"))));
        }
        putters.get(3).stillWaits();
        for (int taken = 0; taken < 4; taken++) {
            next(queue).done();
        }
        for (Running<Long> putter : putters) {
            assertTrue(putter.get() >= 2);
        }
        assertEquals(1, queue.size());
    }

    @Test
    default void aTakenItemFreesItsSlotBeforeItIsDone() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, queue.offer(bytes("item"), Duration.ZERO));
            next(queue);
        }
        assertEquals(5, queue.unfinished());
    }

    @Test
    default void theBoundIsTheQueuesAndHoldsForEveryHandle() throws Exception {
        lab().openBounded(2).put(bytes("a"));
        JoinableQueue<byte[]> other = lab().open();
        assertEquals(2, other.status().maxSize());
        putAll(other, "b");
        assertEquals(JoinableQueue.FULL, other.offer(bytes("c"), Duration.ZERO));
    }

    @Test
    default void manyPuttersAtOnceFillItExactly() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(100);
        List<Running<Integer>> putters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            putters.add(lab().call("putter " + i, () -> putUntilFull(queue)));
        }
        int put = 0;
        for (Running<Integer> putter : putters) {
            put += putter.get();
        }
        assertEquals(100, put);
        assertEquals(100, queue.size());
    }

    private static int putUntilFull(JoinableQueue<byte[]> queue) throws InterruptedException {
        int put = 0;
        while (queue.offer(bytes("item"), Duration.ZERO) != JoinableQueue.FULL) {
            put++;
        }
        return put;
    }

    @Test
    default void anItemReleasedIntoAFullQueueIsNotLostAndBlocksNobody() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        putAll(queue, "b");
        a.release();
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("c"), Duration.ZERO));
        next(queue).done();
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("c"), Duration.ZERO));
        next(queue).done();
        assertEquals(3, queue.offer(bytes("c"), Duration.ZERO));
    }

    @Test
    default void anItemRetriedIntoAFullQueueIsNotLostAndBlocksNobody() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        putAll(queue, "b");
        a.fail(Report.NONE);
        next(queue).done();
        next(queue).done();
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void anUnboundedQueueIsNeverFull() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (int i = 1; i <= 10_000; i++) {
            assertEquals(i, queue.offer(bytes("item"), Duration.ZERO));
        }
        assertEquals(10_000, queue.size());
    }

    @Test
    default void offersAtOnceOfManyPuttersToAnUnboundedQueueAreNeverRefused() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        List<Running<Integer>> putters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JoinableQueue<byte[]> handle = i % 2 == 0 ? queue : lab().open();
            putters.add(lab().call("putter " + i, () -> countRefused(handle)));
        }
        for (Running<Integer> putter : putters) {
            assertEquals(0, putter.get(), "refused");
        }
        assertEquals(8_000, queue.size());
    }

    private static int countRefused(JoinableQueue<byte[]> queue) throws InterruptedException {
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            if (queue.offer(bytes("item"), Duration.ZERO) == JoinableQueue.FULL) {
                refused++;
            }
        }
        return refused;
    }
}
