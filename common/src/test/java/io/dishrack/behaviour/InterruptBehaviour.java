package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interrupts of calls that wait: they end, and nothing is lost or half done. */
interface InterruptBehaviour {

    QueueLab lab();

    @Test
    default void anInterruptedTakeEndsAndCostsNoItem() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<?> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        taker.interrupt();
        taker.failure(InterruptedException.class);
        putAll(queue, "a");
        assertEquals(List.of("a"), drain(queue));
    }

    @Test
    default void anInterruptedPollEnds() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<?> poller = lab().call("poller", () -> queue.poll(Duration.ofHours(1)));
        Running<?> batcher = lab().call("batcher", () -> queue.pollBatch(3, Duration.ofHours(1)));
        batcher.stillWaits();
        poller.interrupt();
        batcher.interrupt();
        poller.failure(InterruptedException.class);
        batcher.failure(InterruptedException.class);
    }

    @Test
    default void anInterruptedPutEndsAndPutsNothing() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        putAll(queue, "a");
        Running<?> putter = lab().call("putter", () -> queue.put(bytes("never")));
        Running<?> offerer = lab().call("offerer", () -> queue.offer(bytes("never"), Duration.ofHours(1)));
        offerer.stillWaits();
        putter.interrupt();
        offerer.interrupt();
        putter.failure(InterruptedException.class);
        offerer.failure(InterruptedException.class);
        assertEquals(List.of("a"), drain(queue));
        assertEquals(2, queue.offer(bytes("b"), Duration.ZERO));
    }

    @Test
    default void anInterruptedPutAllLeavesWholeItemsThatCanBeTaken() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(2);
        Running<?> putter = lab().run("putter", () -> queue.putAll(items("a", "b", "c"), ItemOptions.NONE));
        putter.stillWaits();
        putter.interrupt();
        putter.failure(InterruptedException.class);
        assertEquals(List.of("a", "b"), drain(queue));
        assertEquals(2, queue.status().put());
    }

    @Test
    default void anInterruptedJoinEndsAndOthersGoOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Running<?> leaving = lab().run("leaving", queue::join);
        Running<Void> staying = lab().run("staying", queue::join);
        leaving.stillWaits();
        leaving.interrupt();
        leaving.failure(InterruptedException.class);
        staying.stillWaits();
        next(queue).done();
        staying.get();
    }

    @Test
    default void aPendingInterruptHarmsNoDoneAndNoHandle() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        Delivery<byte[]> a = next(queue);
        Delivery<byte[]> b = next(queue);
        Running<Boolean> settler = lab().call("settler", () -> {
            Thread.currentThread().interrupt();
            a.done();
            b.release();
            queue.status();
            return Thread.interrupted();
        });
        assertTrue(settler.get(), "the interrupt is still there");
        assertEquals(4, queue.put(bytes("d")));
        assertEquals(List.of("b", "c", "d"), drain(queue).stream().sorted().toList());
    }

    @Test
    default void aPendingInterruptHarmsNoLookAtTheQueueAndNoShutdown() throws Exception {
        putAll(lab().open(), "a", "b");
        JoinableQueue<byte[]> fresh = lab().open();
        Running<Boolean> looker = lab().call("looker", () -> {
            Thread.currentThread().interrupt();
            assertEquals(2, fresh.size());
            assertEquals(2, fresh.unfinished());
            assertEquals(2, fresh.status().ready());
            fresh.results(true).close();
            fresh.shutdown();
            assertTrue(fresh.isShutdown());
            fresh.reopen();
            assertEquals(2, fresh.shutdownNow());
            fresh.wakeup();
            fresh.close();
            return Thread.interrupted();
        });
        assertTrue(looker.get(), "the interrupt is still there");
        assertEquals(2, lab().open().status().cancelled());
    }

    @Test
    default void aPendingInterruptHarmsNoResult() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("a", "b", "c"), ItemOptions.WITH_RESULT);
        List<Delivery<byte[]>> batch = queue.pollBatch(3, Duration.ZERO);
        Running<Boolean> settler = lab().call("settler", () -> {
            Thread.currentThread().interrupt();
            batch.get(0).done(Report.of(bytes("small")));
            batch.get(1).done(Report.of(new byte[300_000]));
            batch.get(2).reject(Report.failure(1, "interrupted"));
            return Thread.interrupted();
        });
        assertTrue(settler.get(), "the interrupt is still there");
        try (ResultFeed feed = queue.results(true)) {
            assertEquals(5, feed.poll(Await.DEADLINE).report().output().length);
            assertEquals(300_000, feed.poll(Await.DEADLINE).report().output().length);
            assertEquals(3, feed.poll(Await.DEADLINE).number());
        }
    }

    @Test
    default void anInterruptWhileLargeItemsAreTakenOrPutHarmsNone() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        byte[] large = new byte[400_000];
        for (int round = 0; round < 60; round++) {
            Running<?> putter = lab().run("putter", () -> {
                while (true) {
                    queue.put(large);
                }
            });
            Running<?> taker = lab().run("taker", () -> {
                while (true) {
                    queue.take().done();
                }
            });
            long begun = queue.status().done();
            Await.until("some were done", () -> queue.status().done() > begun);
            taker.interrupt();
            putter.interrupt();
            taker.failure(InterruptedException.class);
            putter.failure(InterruptedException.class);
        }
        drain(queue);
        assertEquals(0, queue.status().dead());
        assertEquals(queue.status().put(), queue.status().done());
    }

    @Test
    default void anInterruptDuringManyTakesAndPutsLosesNothing() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (int round = 0; round < 20; round++) {
            Running<?> putter = lab().run("putter", () -> putForEver(queue));
            Running<?> taker = lab().run("taker", () -> drainForEver(queue));
            long begun = queue.status().put();
            Await.until("some were put", () -> queue.status().put() > begun);
            putter.interrupt();
            taker.interrupt();
            putter.failure(InterruptedException.class);
            taker.failure(InterruptedException.class);
        }
        drain(queue);
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(queue.status().put(), queue.status().done());
    }

    private static void putForEver(JoinableQueue<byte[]> queue) throws InterruptedException {
        while (!Thread.interrupted()) {
            queue.put(bytes("item"));
        }
        throw new InterruptedException();
    }

    private static void drainForEver(JoinableQueue<byte[]> queue) throws InterruptedException {
        while (!Thread.interrupted()) {
            var delivery = queue.poll(Duration.ofHours(1));
            delivery.done();
        }
        throw new InterruptedException();
    }
}
