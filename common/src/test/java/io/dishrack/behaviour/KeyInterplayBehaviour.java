package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Cancellation;
import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items with keys that are cancelled, dead, delayed, urgent, or under a limit. */
interface KeyInterplayBehaviour {

    QueueLab lab();

    private static ItemOptions key(String key) {
        return ItemOptions.NONE.withKey(key);
    }

    /** Each with its first letter as its key. */
    private static void putKeyed(JoinableQueue<byte[]> queue, String... texts) throws InterruptedException {
        for (String text : texts) {
            queue.put(bytes(text), key(text.substring(0, 1)));
        }
    }

    private static void nothingIsThere(JoinableQueue<byte[]> queue) throws InterruptedException {
        Delivery<byte[]> found = queue.poll(Duration.ZERO);
        assertNull(found, () -> text(found));
    }

    @Test
    default void oneThatIsCancelledWhileItWaitsLetsTheNextWaitForTheOneBeforeIt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2", "a3");
        Delivery<byte[]> first = next(queue);
        nothingIsThere(queue);
        assertEquals(Cancellation.CANCELLED, queue.cancel(2));
        nothingIsThere(queue);
        first.done();
        assertEquals(List.of("a3"), drain(queue));
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void oneThatIsToBeCancelledWhileItRunsHoldsUpItsKeyUntilItEnds() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2");
        Delivery<byte[]> first = next(queue);
        assertEquals(Cancellation.ASKED, queue.cancel(1));
        nothingIsThere(queue);
        first.release();
        assertEquals(List.of("a2"), drain(queue));
        assertEquals(1, queue.status().cancelled());
    }

    @Test
    default void aKeyOfWhichAllWereCancelledGoesOnWithWhatIsPutAfterwards() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2", "b1", "a3");
        Delivery<byte[]> first = next(queue);
        assertEquals("b1", text(next(queue)));
        nothingIsThere(queue);
        assertEquals(3, queue.cancelKey("a"));
        putKeyed(queue, "a4");
        nothingIsThere(queue);
        first.done();
        assertEquals(List.of("a4"), drain(queue));
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    default void oneThatIsPutForLaterHoldsUpItsKeyUntilItsTime() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        long soon = System.currentTimeMillis() + 30;
        queue.put(bytes("a1"), key("a").withNotBeforeMillis(soon));
        queue.put(
                bytes("b1"),
                key("b").withNotBeforeMillis(soon + Duration.ofHours(1).toMillis()));
        putKeyed(queue, "a2", "b2");
        Delivery<byte[]> first = next(queue);
        assertEquals("a1", text(first));
        nothingIsThere(queue);
        first.done();
        assertEquals(List.of("a2"), drain(queue));
        assertEquals(Cancellation.CANCELLED, queue.cancel(2));
        assertEquals(List.of("b2"), drain(queue));
    }

    @Test
    default void anUrgentItemOvertakesOtherKeysAndNotItsOwn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "b1");
        queue.put(bytes("a2"), key("a").withPriority(2));
        queue.put(bytes("c1"), key("c").withPriority(1));
        assertEquals("c1", text(next(queue)));
        Delivery<byte[]> first = next(queue);
        assertEquals("a1", text(first));
        first.done();
        putKeyed(queue, "d1");
        assertEquals("a2", text(next(queue)), "urgent, as soon as it is its turn");
        assertEquals(List.of("b1", "d1"), drain(queue));
    }

    @Test
    default void whatWaitsBehindItsKeyTakesNoneOfTheLimitedPlaces() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        queue.limit(2);
        putKeyed(queue, "a1", "a2", "a3", "b1", "c1");
        Delivery<byte[]> first = next(queue);
        Delivery<byte[]> second = next(other);
        assertEquals(List.of("a1", "b1"), List.of(text(first), text(second)));
        nothingIsThere(other);
        first.done();
        assertEquals("a2", text(next(other)));
        nothingIsThere(queue);
        second.done();
        assertEquals("c1", text(next(queue)));
    }

    @Test
    default void oneThatIsDeadAtItsLastAttemptLetsTheNextGoOnAlsoWhenItWasDelayed() throws Exception {
        JoinableQueue<byte[]> queue =
                lab().open(QueueLab.options().withMaxAttempts(2).withRetryDelay(Duration.ofMillis(10)));
        putKeyed(queue, "a1", "a2");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Delivery<byte[]> first = next(queue);
            assertEquals("a1", text(first));
            first.fail(Report.failure(1, "again"));
        }
        assertEquals(List.of("a2"), drain(queue));
        assertTrue(queue.join(Await.DEADLINE));
        assertEquals(1, queue.status().dead());
    }

    /** One after the other, in batches, by two: each waits for one that another handle has. */
    @Test
    default void aDeepBacklogOfOneKeyIsServedInOrderWhateverComesBack() throws Exception {
        int items = 400;
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(100));
        JoinableQueue<byte[]> other = lab().open(QueueLab.options().withMaxAttempts(100));
        for (int i = 1; i <= items; i++) {
            queue.put(bytes("" + i), key("k").withPriority(i % 3 == 0 ? 1 : 0));
        }
        for (int i = 1; i <= items; i++) {
            JoinableQueue<byte[]> taker = i % 2 == 0 ? queue : other;
            if (i % 7 == 0) {
                next(other).release();
            }
            List<Delivery<byte[]>> batch = taker.pollBatch(10, Await.DEADLINE);
            assertEquals(1, batch.size());
            assertEquals("" + i, text(batch.get(0)));
            assertEquals(items - i, queue.size());
            batch.get(0).done();
        }
        assertTrue(queue.join(Duration.ZERO));
    }
}
