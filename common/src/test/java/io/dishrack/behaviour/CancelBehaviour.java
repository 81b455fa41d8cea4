package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Cancellation;
import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Cancelling of items that wait and of items that run. */
interface CancelBehaviour {

    QueueLab lab();

    @Test
    default void aCancelledItemIsNotTakenAndCountsAsFinished() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        assertEquals(Cancellation.CANCELLED, queue.cancel(2));
        assertEquals(Cancellation.TOO_LATE, queue.cancel(2));
        assertEquals(2, queue.size());
        assertEquals(List.of("a", "c"), drain(queue));
        assertEquals(1, queue.status().cancelled());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void whatIsFinishedOrWasNeverPutCanNotBeCancelled() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        next(queue).done();
        next(queue).reject(Report.failure(1, "no"));
        for (long number : new long[] {1, 2, 3, 0, -1, Long.MAX_VALUE}) {
            assertEquals(Cancellation.TOO_LATE, queue.cancel(number));
        }
        putAll(queue, "c");
        assertEquals(List.of("c"), drain(queue));
    }

    @Test
    default void theLastItemsCancellingReleasesJoinersAndMakesRoom() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Running<Void> joiner = lab().run("joiner", lab().open()::join);
        joiner.stillWaits();
        Running<Long> putter = lab().call("putter", () -> lab().open().put(bytes("b")));
        putter.stillWaits();
        assertEquals(Cancellation.CANCELLED, queue.cancel(1));
        assertEquals(2, putter.get());
        next(queue).done();
        joiner.get();
    }

    @Test
    default void aDelayedItemCanBeCancelled() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(1)));
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        assertEquals(Cancellation.CANCELLED, queue.cancel(1));
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void allThatWaitsIsCancelledAndTheQueueGoesOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        queue.put(bytes("u"), ItemOptions.NONE.withPriority(3));
        Delivery<byte[]> running = next(queue);
        assertEquals("u", text(running));
        assertEquals(3, queue.cancelWaiting());
        assertEquals(0, queue.cancelWaiting());
        running.done();
        assertTrue(queue.join(Duration.ZERO));
        putAll(queue, "d");
        assertEquals(List.of("d"), drain(queue));
    }

    @Test
    default void itemsOfAKeyAreCancelledAndNoOthers() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (String key : new String[] {"x", "y", "x", "z", "x"}) {
            queue.put(bytes(key), ItemOptions.NONE.withKey(key));
        }
        Delivery<byte[]> first = next(queue);
        assertEquals(3, queue.cancelKey("x"));
        assertTrue(first.isCancelled());
        assertEquals(0, queue.cancelKey("none"));
        assertEquals(Outcome.CANCELLED, first.release());
        assertEquals(List.of("y", "z"), drain(queue));
        assertEquals(3, queue.status().cancelled());
    }

    @Test
    default void theTakerOfARunningItemIsToldAtOnceAndOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(queue, "a", "b");
        Delivery<byte[]> running = next(queue);
        Delivery<byte[]> bystander = next(queue);
        AtomicInteger told = new AtomicInteger();
        CountDownLatch heard = new CountDownLatch(1);
        running.onCancel(() -> {
            told.incrementAndGet();
            heard.countDown();
        });
        bystander.onCancel(told::incrementAndGet);
        assertFalse(running.isCancelled());
        assertEquals(Cancellation.ASKED, other.cancel(1));
        assertEquals(Cancellation.ASKED, other.cancel(1));
        heard.await();
        assertTrue(running.isCancelled());
        assertFalse(bystander.isCancelled());
        assertEquals(Outcome.CANCELLED, running.fail(Report.failure(143, "stopped")));
        assertTrue(running.isCancelled());
        assertEquals(Outcome.APPLIED, bystander.done());
        assertEquals(1, told.get());
        assertEquals(1, queue.status().cancelled());
    }

    @Test
    default void whoListensTooLateIsToldAtOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Delivery<byte[]> running = next(queue);
        queue.cancel(1);
        AtomicInteger told = new AtomicInteger();
        running.onCancel(told::incrementAndGet);
        Await.until("it is told", () -> told.get() == 1);
        assertEquals(Outcome.CANCELLED, running.release());
    }

    @Test
    default void whateverEndsARunningItemThatIsToBeCancelledEndsItSoButDone() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(1)));
        List<Function<Delivery<byte[]>, Outcome>> ends = List.of(
                Delivery::release,
                delivery -> delivery.fail(Report.failure(1, "no")),
                delivery -> delivery.reject(Report.failure(1, "no")));
        for (Function<Delivery<byte[]>, Outcome> end : ends) {
            putAll(queue, "a");
            Delivery<byte[]> running = next(queue);
            assertEquals(Cancellation.ASKED, queue.cancel(running.number()));
            assertEquals(Outcome.APPLIED, running.extend(Duration.ofSeconds(1)));
            assertEquals(Outcome.CANCELLED, end.apply(running));
            assertEquals(Cancellation.TOO_LATE, queue.cancel(running.number()));
        }
        putAll(queue, "a", "b");
        Delivery<byte[]> done = next(queue);
        Delivery<byte[]> doneInBulk = next(queue);
        queue.cancel(done.number());
        queue.cancel(doneInBulk.number());
        assertEquals(Outcome.APPLIED, done.done());
        assertEquals(1, queue.doneAll(List.of(doneInBulk)));
        assertFalse(done.isCancelled());
        assertEquals(3, queue.status().cancelled());
        assertEquals(2, queue.status().done());
        assertEquals(0, queue.unfinished());
    }

    @Test
    default void aHandleThatIsClosedEndsWhatIsToBeCancelled() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(queue, "a");
        next(other).onCancel(() -> {});
        queue.cancel(1);
        other.close();
        assertTrue(queue.join(Await.DEADLINE));
        assertEquals(1, queue.status().cancelled());
    }

    @Test
    default void theResultOfACancelledItemTellsSo() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        ResultFeed feed = queue.results(true);
        queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        queue.put(bytes("b"), ItemOptions.WITH_RESULT);
        Delivery<byte[]> running = next(queue);
        queue.cancel(1);
        running.fail(Report.failure(143, "stopped"));
        Result result = feed.poll(Await.DEADLINE);
        assertEquals(ItemState.CANCELLED, result.state());
        assertEquals(143, result.report().exitCode());
        Delivery<byte[]> second = next(queue);
        queue.cancel(2);
        second.done(Report.of(bytes("out")));
        assertEquals(ItemState.DONE, feed.poll(Await.DEADLINE).state());
        feed.close();
    }

    @Test
    default void oneOfManyThatCancelAndTakeAtOnceWins() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            putAll(queue, "item " + i);
        }
        JoinableQueue<byte[]> other = lab().open();
        Running<Integer> canceller = lab().call("canceller", () -> {
            int cancelled = 0;
            for (int number = 1; number <= count; number++) {
                cancelled += other.cancel(number) == Cancellation.TOO_LATE ? 0 : 1;
            }
            return cancelled;
        });
        int taken = 0;
        int cancelledRunning = 0;
        while (queue.unfinished() > 0) {
            for (Delivery<byte[]> delivery : queue.pollBatch(3, Duration.ofMillis(10))) {
                taken++;
                cancelledRunning += delivery.release() == Outcome.CANCELLED ? 1 : 0;
            }
        }
        assertEquals(count, canceller.get());
        assertTrue(taken >= cancelledRunning);
        assertEquals(count, queue.status().cancelled());
    }
}
