package io.dishrack.behaviour;

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
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import io.dishrack.testkit.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Dead letters made ready again. */
interface RedriveBehaviour {

    QueueLab lab();

    private static void killNext(JoinableQueue<byte[]> queue) throws InterruptedException {
        next(queue).reject(Report.failure(1, "no"));
    }

    @Test
    default void aRedrivenItemRunsAgainWithAllItsAttempts() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(2));
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        next(queue).fail(Report.NONE);
        assertEquals(1, queue.status().dead());
        assertTrue(queue.redrive(1));
        assertEquals(0, queue.status().dead());
        assertEquals(1, queue.size());
        Delivery<byte[]> again = next(queue);
        assertEquals("a", text(again));
        assertEquals(1, again.attempt());
        again.fail(Report.NONE);
        assertEquals(2, next(queue).attempt());
    }

    @Test
    default void onlyDeadLettersAreRedriven() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(10)));
        putAll(queue, "done", "dead", "delayed", "taken", "ready");
        next(queue).done();
        killNext(queue);
        next(queue).fail(Report.NONE);
        next(queue);
        for (long number : new long[] {0, -1, 1, 3, 4, 5, 6, Long.MAX_VALUE}) {
            assertFalse(queue.redrive(number), "item " + number);
        }
        assertTrue(queue.redrive(2));
        assertFalse(queue.redrive(2), "it is ready by now");
        assertEquals(0, queue.redriveAll());
    }

    @Test
    default void allDeadLettersAreRedrivenAtOnceInPutOrder() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c", "d");
        killNext(queue);
        next(queue).done();
        killNext(queue);
        killNext(queue);
        assertEquals(3, queue.redriveAll());
        assertEquals(List.of("a", "c", "d"), drain(queue));
        assertEquals(4, queue.status().done());
    }

    @Test
    default void aJoinerWaitsForWhatWasRedriven() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        killNext(queue);
        next(queue).done();
        assertTrue(queue.join(Duration.ZERO));
        JoinableQueue<byte[]> other = lab().open();
        assertTrue(other.join(Duration.ZERO));
        assertTrue(lab().open().redrive(1));
        assertFalse(queue.join(Duration.ZERO));
        assertFalse(other.join(Duration.ZERO));
        assertEquals(1, other.unfinished());
        Running<Void> joiner = lab().run("joiner", other::join);
        joiner.stillWaits();
        next(queue).done();
        joiner.get();
    }

    /** The last other item is done just after a redrive: at no moment was everything finished. */
    @Test
    default void noJoinReturnsBetweenARedriveAndItsItemsEnd() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        AtomicLong phase = new AtomicLong(); // odd while something is unfinished, from before to after
        AtomicBoolean over = new AtomicBoolean();
        List<Running<Long>> joiners = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            JoinableQueue<byte[]> handle = lab().open();
            joiners.add(lab().call("joiner " + i, () -> earlyJoins(handle, phase, over)));
        }
        for (int round = 0; round < 300; round++) {
            putAll(queue, "dead", "taken");
            phase.incrementAndGet();
            killNext(queue);
            Delivery<byte[]> taken = next(queue);
            assertTrue(queue.redrive(taken.number() - 1));
            taken.done();
            Delivery<byte[]> again = next(queue);
            phase.incrementAndGet();
            again.done();
        }
        over.set(true);
        for (Running<Long> joiner : joiners) {
            assertEquals(0, joiner.get());
        }
    }

    private static long earlyJoins(JoinableQueue<byte[]> queue, AtomicLong phase, AtomicBoolean over)
            throws InterruptedException {
        long early = 0;
        while (!over.get()) {
            long before = phase.get();
            boolean joined = queue.join(Duration.ZERO);
            if (joined && before % 2 == 1 && phase.get() == before) {
                early++;
            }
        }
        return early;
    }

    @Test
    default void aBlockedTakerGetsWhatWasRedriven() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        killNext(queue);
        Running<String> taker = lab().call("taker", () -> text(queue.take()));
        taker.stillWaits();
        lab().open().redriveAll();
        assertEquals("a", taker.get());
    }

    @Test
    default void ofSeveralThatRedriveAtOnceOneDoes() throws Exception {
        for (int round = 0; round < 20; round++) {
            JoinableQueue<byte[]> queue = lab().open();
            putAll(queue, "a", "b", "c");
            for (int i = 0; i < 3; i++) {
                killNext(queue);
            }
            List<Running<Long>> redrivers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                JoinableQueue<byte[]> handle = lab().open();
                redrivers.add(lab().call("redriver " + i, handle::redriveAll));
            }
            long sum = 0;
            for (Running<Long> redriver : redrivers) {
                sum += redriver.get();
            }
            assertEquals(3, sum);
            assertEquals(3, drain(queue).size());
        }
    }

    @Test
    default void afterAShutdownWhatWasRedrivenCanBeTaken() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        killNext(queue);
        queue.shutdown();
        assertThrows(QueueClosedException.class, () -> queue.poll(Duration.ZERO));
        assertTrue(queue.redrive(1));
        assertEquals("a", text(next(queue)));
        assertThrows(QueueClosedException.class, () -> queue.put(Texts.bytes("b")));
    }

    @Test
    default void afterAShutdownNowNothingIsRedrivenUntilItIsReopened() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        killNext(queue);
        queue.shutdownNow();
        assertThrows(QueueClosedException.class, () -> queue.redrive(1));
        assertThrows(QueueClosedException.class, queue::redriveAll);
        assertEquals(1, queue.status().dead());
        queue.reopen();
        assertTrue(queue.redrive(1));
        assertEquals(List.of("a"), drain(queue));
    }

    @Test
    default void theResultOfARedrivenItemIsItsLatest() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(Texts.bytes("a"), ItemOptions.WITH_RESULT);
        killNext(queue);
        queue.redrive(1);
        next(queue).done(Report.of(Texts.bytes("out")));
        try (ResultFeed feed = queue.results(true)) {
            Result result = feed.poll(Await.DEADLINE);
            assertEquals(ItemState.DONE, result.state());
            assertEquals(1, result.attempt());
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    default void itemsOfALongFinishedPastCanBeRedriven() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        int past = 300_000;
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < past; i++) {
            items.add(new byte[1]);
        }
        queue.putAll(items, ItemOptions.NONE);
        killNext(queue);
        killNext(queue);
        for (int taken = 2; taken < past; ) {
            List<Delivery<byte[]>> batch = queue.pollBatch(10_000, Duration.ZERO);
            queue.doneAll(batch);
            taken += batch.size();
        }
        assertTrue(queue.join(Duration.ZERO));
        // The keeper sums up what is finished, sooner or later; before and after that it is the same.
        for (int round = 0; round < 8; round++) {
            assertTrue(queue.redrive(1));
            assertEquals(1, queue.unfinished());
            assertFalse(queue.join(Duration.ofMillis(60)));
            assertEquals(1, queue.status().dead());
            Delivery<byte[]> again = next(queue);
            assertEquals(1, again.number());
            again.reject(Report.NONE);
            assertTrue(queue.join(Duration.ZERO));
            assertNull(queue.poll(Duration.ofMillis(40 * round)));
            assertEquals(2, queue.status().dead());
        }
        assertEquals(2, queue.redriveAll());
        assertEquals(2, drain(queue).size());
    }
}
