package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static io.dishrack.testkit.Texts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import io.dishrack.Steering;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A limit on how many items are in the hands of takers at once. */
interface LimitBehaviour {

    QueueLab lab();

    @Test
    default void noMoreThanTheLimitIsHandedOutOverAllHandles() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        queue.limit(3);
        assertEquals(3, other.limit());
        assertEquals(3, other.status().limit());
        putAll(queue, "a", "b", "c", "d", "e");
        assertEquals(List.of("a", "b"), texts(queue.pollBatch(2, Duration.ZERO)));
        List<Delivery<byte[]>> third = other.pollBatch(9, Duration.ZERO);
        assertEquals(List.of("c"), texts(third));
        assertNull(queue.poll(Duration.ZERO));
        assertNull(other.poll(Duration.ofMillis(60)));
        third.get(0).done();
        assertEquals("d", text(next(queue)));
        assertNull(other.poll(Duration.ZERO));
    }

    @Test
    default void whateverEndsAHandOutLetsAnotherOneBegin() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(1)));
        queue.limit(1);
        List<Consumer<Delivery<byte[]>>> ends = List.of(
                Delivery::done,
                delivery -> delivery.fail(Report.failure(1, "no")),
                delivery -> delivery.reject(Report.failure(1, "no")),
                delivery -> queue.doneAll(List.of(delivery)),
                Delivery::release);
        for (Consumer<Delivery<byte[]>> end : ends) {
            putAll(queue, "held", "next");
            Delivery<byte[]> held = next(queue);
            Running<Delivery<byte[]>> taker = lab().call("taker", lab().open()::take);
            taker.stillWaits();
            end.accept(held);
            taker.get().done();
            drain(queue);
        }
    }

    @Test
    default void aHandleThatIsClosedLeavesRoomForOthers() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        queue.limit(1);
        putAll(queue, "a");
        next(other);
        Running<Delivery<byte[]>> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        other.close();
        assertEquals("a", text(taker.get()));
    }

    @Test
    default void aLimitCountsWhatRanBeforeItWasSet() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c", "d");
        List<Delivery<byte[]>> before = queue.pollBatch(3, Duration.ZERO);
        queue.limit(2);
        assertNull(queue.poll(Duration.ZERO));
        before.get(0).done();
        assertNull(queue.poll(Duration.ZERO));
        before.get(1).done();
        assertEquals("d", text(next(queue)));
    }

    @Test
    default void aHigherLimitOrNoneLetsWaitingTakersGoOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.limit(1);
        putAll(queue, "a", "b", "c");
        next(queue);
        Running<String> second = lab().call("second", () -> text(lab().open().take()));
        second.stillWaits();
        queue.limit(2);
        assertEquals("b", second.get());
        Running<String> third = lab().call("third", () -> text(lab().open().take()));
        third.stillWaits();
        queue.limit(0);
        assertEquals("c", third.get());
    }

    @Test
    default void aLimitOutOfRangeIsRefused() {
        JoinableQueue<byte[]> queue = lab().open();
        assertThrows(IllegalArgumentException.class, () -> queue.limit(-1));
        assertThrows(IllegalArgumentException.class, () -> queue.limit(Steering.MAX_LIMIT + 1));
        assertEquals(0, queue.limit());
    }

    @Test
    default void manyTakersNeverExceedALimitThatChanges() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        int most = 4;
        queue.limit(most);
        AtomicInteger running = new AtomicInteger();
        List<Integer> exceeded = new ArrayList<>();
        List<Running<Void>> takers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            JoinableQueue<byte[]> own = i % 2 == 0 ? queue : lab().open();
            int batch = 1 + i % 3;
            takers.add(lab().run("taker " + i, () -> {
                for (List<Delivery<byte[]>> some = take(own, batch); !some.isEmpty(); some = take(own, batch)) {
                    int now = running.addAndGet(some.size());
                    synchronized (exceeded) {
                        if (now > most) {
                            exceeded.add(now);
                        }
                    }
                    Thread.yield();
                    running.addAndGet(-some.size());
                    own.doneAll(some);
                }
            }));
        }
        for (int i = 0; i < 2_000; i++) {
            putAll(queue, "item " + i);
            if (i % 100 == 0) {
                queue.limit(1 + i / 100 % most);
            }
        }
        queue.join();
        queue.shutdown();
        for (Running<Void> taker : takers) {
            taker.get();
        }
        assertEquals(List.of(), exceeded);
    }

    private static List<Delivery<byte[]>> take(JoinableQueue<byte[]> queue, int batch) throws InterruptedException {
        try {
            List<Delivery<byte[]>> some = List.of();
            while (some.isEmpty()) {
                some = queue.pollBatch(batch, Duration.ofSeconds(1));
            }
            return some;
        } catch (QueueClosedException e) {
            return List.of();
        }
    }
}
