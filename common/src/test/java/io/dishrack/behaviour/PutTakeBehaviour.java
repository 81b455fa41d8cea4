package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Put, take, order and size. */
interface PutTakeBehaviour {

    QueueLab lab();

    @Test
    default void itemsAreTakenInTheOrderTheyWerePut() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            expected.add("item " + i);
            queue.put(bytes("item " + i));
        }
        assertEquals(expected, drain(queue));
    }

    @Test
    default void orderHoldsWhilePutsAndTakesAlternate() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        assertEquals("a", text(next(queue)));
        putAll(queue, "c");
        assertEquals("b", text(next(queue)));
        putAll(queue, "d");
        assertEquals("c", text(next(queue)));
        assertEquals("d", text(next(queue)));
    }

    @Test
    default void numbersCountFromOneInPutOrder() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertEquals(1, queue.put(bytes("a")));
        assertEquals(2, queue.offer(bytes("b"), Duration.ZERO));
        assertEquals(3, queue.put(bytes("c")));
        assertEquals(1, next(queue).number());
        assertEquals(2, next(queue).number());
        assertEquals(3, next(queue).number());
    }

    @Test
    default void aFreshItemIsDeliveredAsAttemptOne() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertEquals(1, next(queue).attempt());
    }

    @Test
    default void aTakenItemIsGivenToNobodyElse() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(queue, "a");
        next(queue);
        assertNull(queue.poll(Duration.ZERO));
        assertNull(other.poll(Duration.ZERO));
    }

    @Test
    default void aDoneItemIsNeverSeenAgain() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        next(queue).done();
        assertEquals(List.of("b"), drain(queue));
        assertEquals(List.of(), drain(lab().open()));
    }

    @Test
    default void sizeCountsWhatWaitsAndUnfinishedWhatIsNotDone() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertEquals(0, queue.size());
        assertEquals(0, queue.unfinished());
        putAll(queue, "a", "b", "c");
        assertEquals(3, queue.size());
        Delivery<byte[]> a = next(queue);
        assertEquals(2, queue.size());
        assertEquals(3, queue.unfinished());
        a.done();
        assertEquals(2, queue.size());
        assertEquals(2, queue.unfinished());
    }

    @Test
    default void statusCountsEachItemInItsState() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(1)));
        putAll(queue, "done", "dead", "delayed", "taken", "ready", "ready");
        next(queue).done();
        next(queue).reject(Report.NONE);
        next(queue).fail(Report.NONE);
        next(queue);
        assertEquals(6, queue.status().put());
        assertEquals(1, queue.status().done());
        assertEquals(1, queue.status().dead());
        assertEquals(1, queue.status().delayed());
        assertEquals(1, queue.status().taken());
        assertEquals(2, queue.status().ready());
        assertEquals(0, queue.status().cancelled());
        assertEquals(4, queue.status().unfinished());
    }

    @Test
    default void pollOfAnEmptyQueueReturnsNullAtOnceWithZero() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertNull(queue.poll(Duration.ZERO));
        putAll(queue, "a");
        drain(queue);
        assertNull(queue.poll(Duration.ZERO));
    }

    @Test
    default void pollOfAnEmptyQueueIsNotEarly() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (long millis : new long[] {1, 30, 170}) {
            long begun = System.nanoTime();
            assertNull(queue.poll(Duration.ofMillis(millis)));
            assertTrue(System.nanoTime() - begun >= millis * 1_000_000, "early: timeout=" + millis + "ms");
        }
    }

    @Test
    default void aBlockedTakeIsWokenByAPut() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<String> taker = lab().call("taker", () -> text(queue.take()));
        taker.stillWaits();
        putAll(queue, "late");
        assertEquals("late", taker.get());
    }

    @Test
    default void aBlockedPollIsWokenByAPutOfAnotherHandle() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> washer = lab().open();
        Running<String> taker = lab().call("taker", () -> text(queue.poll(Duration.ofHours(1))));
        taker.stillWaits();
        putAll(washer, "late");
        assertEquals("late", taker.get());
    }

    @Test
    default void severalBlockedTakersGetOneItemEach() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        List<Running<String>> takers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            takers.add(lab().call("taker " + i, () -> text(queue.take())));
        }
        takers.get(4).stillWaits();
        putAll(queue, "a", "b", "c", "d", "e");
        Set<String> got = new TreeSet<>();
        for (Running<String> taker : takers) {
            got.add(taker.get());
        }
        assertEquals(Set.of("a", "b", "c", "d", "e"), got);
    }

    @Test
    default void aTakerThatWaitsOnIsNotWokenByAnItemThatAnotherGot() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<String> first = lab().call("first", () -> text(queue.take()));
        Running<String> second = lab().call("second", () -> text(queue.take()));
        second.stillWaits();
        putAll(queue, "a");
        Await.until("one of two got it", () -> first.ended() || second.ended());
        (first.ended() ? second : first).stillWaits();
        putAll(queue, "b");
        assertEquals(Set.of("a", "b"), Set.of(first.get(), second.get()));
    }

    @Test
    default void itemsOutliveAllHandles() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        next(queue).done();
        queue.close();
        JoinableQueue<byte[]> again = lab().open();
        assertEquals(2, again.size());
        assertEquals(2, again.unfinished());
        assertEquals(List.of("b", "c"), drain(again));
        assertEquals(4, again.put(bytes("d")));
    }
}
