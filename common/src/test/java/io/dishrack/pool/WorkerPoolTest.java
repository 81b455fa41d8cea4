package io.dishrack.pool;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Cancellation;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.QueueTest;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest extends QueueTest {

    private JoinableQueue<byte[]> queue;
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @BeforeEach
    void open() {
        queue = lab().open(QueueLab.options().withMaxAttempts(2));
    }

    /** Runs until it is let through. */
    private Report gated(Job<byte[]> job) throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            gate.acquire();
        } finally {
            running.decrementAndGet();
        }
        return Report.NONE;
    }

    private void awaitRunning(int count) {
        Await.until(count + " run", () -> running.get() == count);
    }

    private void putMany(int count) throws InterruptedException {
        queue.putAll(Collections.nCopies(count, bytes("item")), ItemOptions.NONE);
    }

    @Test
    void soManyRunAtOnceAsThereAreWorkers() throws Exception {
        putMany(20);
        try (WorkerPool<byte[]> pool = WorkerPool.of(queue, 3, this::gated)) {
            awaitRunning(3);
            assertEquals(3, pool.size());
            assertEquals(3, pool.busy());
            gate.release(20);
            queue.join();
        }
        assertEquals(3, most.get());
        assertEquals(20, queue.status().done());
    }

    @Test
    void workersThatAreAddedTakePartAtOnce() throws Exception {
        putMany(5);
        try (WorkerPool<byte[]> pool = WorkerPool.of(queue, 1, this::gated)) {
            awaitRunning(1);
            pool.add(2);
            awaitRunning(3);
            pool.resize(5);
            awaitRunning(5);
            gate.release(5);
            queue.join();
        }
    }

    @Test
    void aDismissedWorkerFinishesItsItemAndHandsBackTheRest() throws Exception {
        putMany(8);
        WorkerPool<byte[]> pool = new WorkerPool<>(queue, this::gated, PoolOptions.DEFAULTS.withBatch(8));
        pool.add(1);
        awaitRunning(1);
        assertEquals(8, queue.status().taken());
        assertEquals(1, pool.dismiss(5));
        assertEquals(0, pool.size());
        assertEquals(1, pool.leaving());
        assertFalse(pool.joinDismissed(Duration.ofMillis(20)));
        gate.release();
        assertTrue(pool.joinDismissed(Await.DEADLINE));
        assertEquals(1, queue.status().done());
        assertEquals(7, queue.status().ready());
        assertEquals(1, queue.poll(Duration.ZERO).attempt());
        pool.close();
    }

    @Test
    void idleWorkersAreDismissedFirst() throws Exception {
        try (WorkerPool<byte[]> pool = WorkerPool.of(queue, 3, this::gated)) {
            putMany(1);
            awaitRunning(1);
            Await.until("one is busy", () -> pool.busy() == 1);
            assertEquals(2, pool.dismiss(2));
            assertTrue(pool.joinDismissed(Await.DEADLINE));
            assertEquals(1, pool.size());
            gate.release(2);
            putMany(1);
            queue.join();
        }
    }

    @Test
    void anIdleWorkerIsWokenByItsDismissal() throws Exception {
        WorkerPool<byte[]> pool = WorkerPool.of(queue, 4, this::gated);
        Running<Boolean> ends = lab().call("end", () -> pool.awaitEnd(Await.DEADLINE));
        ends.stillWaits();
        pool.resize(0);
        assertTrue(ends.get());
        pool.close();
    }

    @Test
    void workThatThrowsKillsNoWorkerAndIsCounted() throws Exception {
        putAll(queue, "throws", "error", "rejects", "fails", "fine");
        Work<byte[]> work = job -> {
            switch (new String(job.item())) {
                case "throws" -> throw new IllegalStateException("no");
                case "error" -> throw new StackOverflowError();
                case "rejects" -> throw new RejectedWorkException("never");
                case "fails" -> {
                    return Report.failure(3, "exit 3");
                }
                default -> {
                    return null;
                }
            }
        };
        try (WorkerPool<byte[]> pool = WorkerPool.of(queue, 1, work)) {
            queue.join();
            assertEquals(1, pool.size());
        }
        assertEquals(1, queue.status().done());
        assertEquals(4, queue.status().dead());
        List<String> ends = new ArrayList<>();
        try (ResultFeed feed = queue.results(true)) {
            for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                ends.add(result.number() + " " + result.attempt() + " "
                        + result.report().exitCode());
            }
        }
        assertTrue(ends.containsAll(List.of("1 2 1", "2 2 1", "3 1 1", "4 2 3")), ends.toString());
    }

    @Test
    void theOutputOfTheWorkIsTheResult() throws Exception {
        queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        try (WorkerPool<byte[]> pool = WorkerPool.of(queue, 1, job -> Report.of(bytes("out " + job.number())));
                ResultFeed feed = queue.results(true)) {
            assertEquals("out 1", new String(feed.poll(Await.DEADLINE).report().output()));
            assertEquals(1, pool.size());
        }
    }

    @Test
    void shuttingDownAtOnceDropsWhatWaitsAndLetsWhatRunsFinish() throws Exception {
        putMany(1000);
        WorkerPool<byte[]> pool = WorkerPool.of(queue, 4, this::gated);
        awaitRunning(4);
        assertEquals(996, queue.shutdownNow());
        assertFalse(pool.awaitEnd(Duration.ofMillis(20)));
        gate.release(4);
        assertTrue(pool.awaitEnd(Await.DEADLINE));
        assertEquals(4, queue.status().done());
        assertEquals(996, queue.status().cancelled());
        assertEquals(0, queue.unfinished());
        pool.close();
    }

    @Test
    void workersEndWhenAClosedQueueIsDrained() throws Exception {
        putMany(10);
        gate.release(10);
        WorkerPool<byte[]> pool = WorkerPool.of(queue, 2, this::gated);
        queue.shutdown();
        assertTrue(pool.awaitEnd(Await.DEADLINE));
        assertEquals(10, queue.status().done());
        pool.close();
    }

    @Test
    void abortInterruptsWhatRunsAndHandsItBack() throws Exception {
        putMany(3);
        AtomicBoolean told = new AtomicBoolean();
        WorkerPool<byte[]> pool = WorkerPool.of(queue, 2, job -> {
            running.incrementAndGet();
            try {
                new CountDownLatch(1).await();
                return null;
            } catch (InterruptedException e) {
                told.set(job.isCancelled() && job.isStopping());
                throw e;
            }
        });
        awaitRunning(2);
        pool.abort();
        assertTrue(pool.awaitEnd(Await.DEADLINE));
        assertTrue(told.get());
        assertEquals(3, queue.status().ready());
        assertEquals(1, queue.poll(Duration.ZERO).attempt());
        assertThrows(IllegalStateException.class, () -> pool.add(1));
    }

    @Test
    void anInterruptThatTheWorkLeavesBehindHurtsNobody() throws Exception {
        putMany(5);
        try (WorkerPool<byte[]> pool = WorkerPool.of(queue, 1, job -> {
            Thread.currentThread().interrupt();
            return null;
        })) {
            queue.join();
            assertEquals(1, pool.size());
        }
        assertEquals(5, queue.status().done());
    }

    @Test
    void workersOnDemandStartUpToTheirNumberAndEndWhenIdle() throws Exception {
        PoolOptions options = PoolOptions.DEFAULTS.withOnDemand(2).withIdle(Duration.ofMillis(50));
        try (WorkerPool<byte[]> pool = new WorkerPool<>(queue, this::gated, options)) {
            assertEquals(0, pool.size());
            for (int i = 0; i < 6; i++) {
                putMany(1);
                pool.demand();
            }
            awaitRunning(2);
            assertEquals(2, pool.size());
            gate.release(6);
            queue.join();
            assertTrue(pool.awaitEnd(Await.DEADLINE));
            assertEquals(0, pool.size());
            putMany(1);
            pool.demand();
            gate.release(1);
            queue.join();
        }
        assertEquals(2, most.get());
    }

    @Test
    void noItemIsForgottenByWorkersThatEndJustThen() throws Exception {
        PoolOptions options = PoolOptions.DEFAULTS.withOnDemand(3).withIdle(Duration.ZERO);
        try (WorkerPool<byte[]> pool = new WorkerPool<>(queue, job -> null, options)) {
            for (int i = 0; i < 500; i++) {
                putMany(1);
                pool.demand();
                assertTrue(queue.join(Await.DEADLINE), "forgotten");
            }
        }
    }

    @Test
    void aWorkerThatWaitsForAnotherItemGetsAWorkerForIt() throws Exception {
        PoolOptions options = PoolOptions.DEFAULTS.withOnDemand(2).withIdle(Duration.ofSeconds(10));
        try (WorkerPool<byte[]> pool = new WorkerPool<>(
                queue,
                job -> {
                    if (job.number() % 2 == 1) {
                        awaitDone(job.number() + 1);
                    }
                    return null;
                },
                options)) {
            for (int i = 0; i < 50; i++) {
                putMany(1);
                pool.demand();
                putMany(1);
                pool.demand();
                assertTrue(queue.join(Await.DEADLINE), "nobody for the second one");
            }
        }
    }

    private void awaitDone(long number) {
        Await.until("done", () -> queue.state(number) == ItemState.DONE);
    }

    @Test
    void wrongNumbersAreRefused() {
        try (WorkerPool<byte[]> pool = new WorkerPool<>(queue, this::gated, PoolOptions.DEFAULTS)) {
            assertThrows(IllegalArgumentException.class, () -> pool.add(-1));
            assertThrows(IllegalArgumentException.class, () -> pool.dismiss(-1));
            assertThrows(IllegalArgumentException.class, () -> pool.resize(-1));
            assertThrows(IllegalArgumentException.class, () -> pool.awaitEnd(Duration.ofMillis(-1)));
            assertThrows(IllegalArgumentException.class, () -> PoolOptions.DEFAULTS.withBatch(0));
            assertThrows(IllegalArgumentException.class, () -> PoolOptions.DEFAULTS.withOnDemand(-1));
            assertNull(PoolOptions.DEFAULTS.idle());
        }
    }

    @Test
    void aCancelledJobIsInterruptedAndTheWorkerGoesOnUndisturbed() throws Exception {
        putMany(4);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        PoolOptions options = PoolOptions.DEFAULTS.withBatch(4);
        WorkerPool<byte[]> pool = new WorkerPool<>(
                queue,
                job -> {
                    if (job.number() > 1) {
                        seen.add(job.number() + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
                        return Report.NONE;
                    }
                    try {
                        return gated(job);
                    } finally {
                        seen.add("1 " + job.isCancelled());
                    }
                },
                options);
        try (pool) {
            pool.add(1);
            awaitRunning(1);
            assertEquals(Cancellation.ASKED, queue.cancel(3), "taken, not begun");
            assertEquals(Cancellation.ASKED, queue.cancel(1));
            assertTrue(queue.join(Await.DEADLINE));
        }
        assertEquals(List.of("1 true", "2", "4"), seen);
        assertEquals(2, queue.status().cancelled());
        assertEquals(2, queue.status().done());
    }
}
