package io.dishrack.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.testkit.History;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Many feeders and many consumers: nothing lost, nothing doubled, nobody stuck. */
interface ConcurrencyBehaviour {

    int FEEDERS = 3;
    int CONSUMERS = 4;
    int EACH = 2_000;

    QueueLab lab();

    /** How a consumer takes and settles. */
    interface Consumer {
        void step(JoinableQueue<byte[]> queue, History history) throws InterruptedException;
    }

    @Test
    default void manyFeedersAndConsumersLoseAndDoubleNothing() throws Exception {
        run(lab().open(), 1, ConcurrencyBehaviour::takeOne);
    }

    @Test
    default void manyFeedersAndConsumersOfABoundedQueueLoseAndDoubleNothing() throws Exception {
        run(lab().openBounded(5), 1, ConcurrencyBehaviour::takeOne);
    }

    @Test
    default void manyFeedersAndConsumersInBatchesLoseAndDoubleNothing() throws Exception {
        run(lab().open(), 64, ConcurrencyBehaviour::takeBatch);
    }

    @Test
    default void batchesThroughASmallBoundLoseAndDoubleNothing() throws Exception {
        run(lab().openBounded(10), 64, ConcurrencyBehaviour::takeBatch);
    }

    @Test
    default void consumersThatFailAndReleaseAtRandomLoseAndDoubleNothing() throws Exception {
        JoinableQueue<byte[]> queue =
                lab().open(QueueLab.options().withMaxAttempts(200).withMaxSize(50));
        SplittableRandom seeds = new SplittableRandom(42);
        ThreadLocal<SplittableRandom> random = ThreadLocal.withInitial(() -> {
            synchronized (seeds) {
                return seeds.split();
            }
        });
        run(queue, 8, (q, history) -> takeAtRandom(q, history, random.get()));
    }

    @Test
    default void everyThreadMayHaveItsOwnHandle() throws Exception {
        History history = new History();
        List<Running<?>> feeders = new ArrayList<>();
        for (int i = 0; i < FEEDERS; i++) {
            int washer = i;
            JoinableQueue<byte[]> own = lab().open();
            feeders.add(lab().run("feeder " + i, () -> feed(own, washer, 1, history)));
        }
        for (int i = 0; i < CONSUMERS; i++) {
            JoinableQueue<byte[]> own = lab().open();
            lab().run("consumer " + i, () -> consume(own, history, ConcurrencyBehaviour::takeOne));
        }
        finish(lab().open(), feeders, history);
    }

    private void run(JoinableQueue<byte[]> queue, int batch, Consumer consumer) throws Exception {
        History history = new History();
        List<Running<?>> feeders = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            lab().run("consumer " + i, () -> consume(queue, history, consumer));
        }
        for (int i = 0; i < FEEDERS; i++) {
            int washer = i;
            feeders.add(lab().run("feeder " + i, () -> feed(queue, washer, batch, history)));
        }
        finish(queue, feeders, history);
    }

    private void finish(JoinableQueue<byte[]> queue, List<Running<?>> feeders, History history) throws Exception {
        for (Running<?> feeder : feeders) {
            feeder.get();
        }
        queue.join();
        assertEquals(FEEDERS * EACH, queue.status().put());
        assertEquals(FEEDERS * EACH, queue.status().done());
        assertEquals(0, queue.size());
        queue.shutdown();
        lab().check();
        try (QueueInspector inspector = lab().inspect()) {
            history.check(inspector);
        }
        assertEquals(FEEDERS * EACH, history.applied());
    }

    private static void feed(JoinableQueue<byte[]> queue, int washer, int batch, History history)
            throws InterruptedException {
        for (int next = 0; next < EACH; next += batch) {
            int last = Math.min(EACH, next + batch) - 1;
            List<byte[]> items = new ArrayList<>();
            for (int sequence = next; sequence <= last; sequence++) {
                items.add(Payloads.of(washer, sequence));
            }
            if (batch == 1) {
                queue.put(items.get(0));
            } else {
                queue.putAll(items, ItemOptions.NONE);
            }
            history.put(washer, last);
        }
    }

    private static void consume(JoinableQueue<byte[]> queue, History history, Consumer consumer) {
        try {
            while (!queue.isShutdown()) {
                consumer.step(queue, history);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (QueueClosedException e) {
            assertTrue(queue.isShutdown());
        }
    }

    private static void takeOne(JoinableQueue<byte[]> queue, History history) throws InterruptedException {
        Delivery<byte[]> delivery = queue.take();
        begin(delivery, history);
        history.done(delivery.number(), delivery.attempt(), delivery.done());
    }

    private static void takeBatch(JoinableQueue<byte[]> queue, History history) throws InterruptedException {
        List<Delivery<byte[]>> batch = queue.pollBatch(16, Duration.ofHours(1));
        batch.forEach(delivery -> begin(delivery, history));
        assertEquals(batch.size(), queue.doneAll(batch));
        batch.forEach(d -> history.done(d.number(), d.attempt(), d.outcome()));
    }

    private static void takeAtRandom(JoinableQueue<byte[]> queue, History history, SplittableRandom random)
            throws InterruptedException {
        for (Delivery<byte[]> delivery : queue.pollBatch(1 + random.nextInt(5), Duration.ofHours(1))) {
            begin(delivery, history);
            switch (random.nextInt(4)) {
                case 0 -> delivery.fail(Report.NONE);
                case 1 -> delivery.release();
                default -> history.done(delivery.number(), delivery.attempt(), delivery.done());
            }
        }
    }

    private static void begin(Delivery<byte[]> delivery, History history) {
        try {
            Payloads.check(delivery.item());
        } catch (AssertionError e) {
            history.violation(e.getMessage());
        }
        history.took(delivery.number(), delivery.attempt());
    }
}
