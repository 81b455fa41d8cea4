package io.dishrack.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.JoinableQueue;
import io.dishrack.request.WorkFailedException;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.QueueTest;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallExecutorTest extends QueueTest {

    private final Semaphore hanging = new Semaphore(0);
    private final AtomicInteger interrupted = new AtomicInteger();
    private JoinableQueue<byte[]> queue;
    private Receiver receiver;
    private Caller caller;
    private ExecutorService executor;
    private RemoteFunction<Object, Object> twice;
    private RemoteFunction<Object, Object> fail;
    private RemoteFunction<Object, Object> hang;

    @BeforeEach
    void open() {
        Functions functions = new Functions()
                .register("twice", Json.CODEC, Json.CODEC, number -> 2 * (Integer) number)
                .register("fail", Json.CODEC, Json.CODEC, (Object text, Call call) -> {
                    throw new java.io.IOException(text.toString());
                })
                .register("hang", Json.CODEC, Json.CODEC, (Object none, Call call) -> hang());
        queue = lab().open(QueueLab.options().withMaxSize(1000));
        receiver = new Receiver(lab().open(), functions);
        caller = new Caller(queue);
        executor = caller.asExecutor();
        twice = caller.function("twice");
        fail = caller.function("fail");
        hang = caller.function("hang");
    }

    @AfterEach
    void close() {
        caller.close();
    }

    private Object hang() throws InterruptedException {
        hanging.release();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
        return null;
    }

    private Running<Void> receive() {
        return lab().run("receiver", () -> {
            while (receiver.handleOne(Duration.ofHours(1))) {
                // until the queue is closed
            }
        });
    }

    @Test
    void submittedCallsBringBackWhatFuturesDo() throws Exception {
        Future<Object> value = executor.submit(twice.task(21));
        Future<Object> failed = executor.submit(fail.task("no"));
        Future<?> plain = executor.submit(twice.task(1).asRunnable());
        Future<String> result = executor.submit(twice.task(1).asRunnable(), "result");
        executor.execute(twice.task(1).asRunnable());
        assertFalse(value.isDone());
        assertEquals(5, receiver.handleAll());
        assertEquals(42, value.get());
        ExecutionException thrown = assertThrows(ExecutionException.class, failed::get);
        assertEquals("java.io.IOException", ((WorkFailedException) thrown.getCause()).className());
        assertNull(plain.get());
        assertEquals("result", result.get());
    }

    @Test
    void whatCanNotCrossProcessesIsRefusedAndTheWayOutTold() {
        RejectedExecutionException lambda =
                assertThrows(RejectedExecutionException.class, () -> executor.submit(() -> 42));
        assertTrue(lambda.getMessage().startsWith("task can't cross processes: class="), lambda.getMessage());
        assertTrue(lambda.getMessage().contains("RemoteFunction.task(arguments)"), lambda.getMessage());
        assertThrows(RejectedExecutionException.class, () -> executor.execute(hanging::release));
        assertThrows(NullPointerException.class, () -> executor.execute(null));
        try (Caller other = new Caller(queue)) {
            assertThrows(
                    RejectedExecutionException.class, () -> other.asExecutor().submit(twice.task(1)));
        }
        assertEquals(0, queue.unfinished());
    }

    @Test
    void shutdownRefusesNewTasksAndTerminatesWhenAllHaveEnded() throws Exception {
        Future<Object> last = executor.submit(twice.task(1));
        executor.shutdown();
        assertTrue(executor.isShutdown());
        assertThrows(RejectedExecutionException.class, () -> executor.submit(twice.task(2)));
        assertFalse(executor.isTerminated());
        assertFalse(executor.awaitTermination(1, TimeUnit.MILLISECONDS));
        assertEquals(1, receiver.handleAll());
        assertTrue(executor.awaitTermination(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
        assertEquals(2, last.get());
        assertFalse(queue.isShutdown(), "the queue is not the executor's");
        Future<Object> anew = caller.asExecutor().submit(twice.task(2));
        assertEquals(1, receiver.handleAll());
        assertEquals(4, anew.get());
    }

    @Test
    void shutdownNowInterruptsWhatRunsAndReturnsWhatWaited() throws Exception {
        Future<Object> running = executor.submit(hang.task(0));
        Future<Object> waiting = executor.submit(twice.task(4));
        Running<Void> receiving = receive();
        hanging.acquire();
        List<Runnable> waited = executor.shutdownNow();
        assertEquals(1, waited.size());
        assertTrue(waiting.isCancelled());
        assertTrue(executor.awaitTermination(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(running.isCancelled());
        assertEquals(1, interrupted.get());
        assertEquals(2, queue.status().cancelled());
        waited.get(0).run(); // by hand: it calls and waits
        queue.shutdown();
        receiving.get();
        assertEquals(1, queue.status().done());
    }

    @Test
    void cancellingAFutureEndsItAtOnceAndTheExecutorWhenItsTaskHas() throws Exception {
        Future<Object> future = executor.submit(hang.task(0));
        receive();
        hanging.acquire();
        assertTrue(future.cancel(true));
        assertTrue(future.isCancelled());
        executor.shutdown();
        assertTrue(executor.awaitTermination(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
        assertEquals(1, interrupted.get());
    }

    @Test
    void invokeAllReturnsWhenAllHaveEndedAndCancelsThoseThatAreLate() throws Exception {
        receive();
        List<Future<Object>> all = executor.invokeAll(List.of(twice.task(1), fail.task("no"), twice.task(3)));
        assertEquals(2, all.get(0).get());
        assertThrows(ExecutionException.class, () -> all.get(1).get());
        assertEquals(6, all.get(2).get());
        List<Future<Object>> late = executor.invokeAll(List.of(hang.task(0), hang.task(1)), 50, TimeUnit.MILLISECONDS);
        assertTrue(late.get(0).isCancelled() && late.get(1).isCancelled());
        queue.join();
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    void invokeAnyBringsTheFirstSuccessAndCancelsTheOthers() throws Exception {
        receive();
        assertEquals(4, executor.invokeAny(List.of(fail.task("no"), twice.task(2), hang.task(0))));
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> executor.invokeAny(List.of(fail.task("no"))));
        assertInstanceOf(WorkFailedException.class, thrown.getCause());
        assertThrows(
                TimeoutException.class, () -> executor.invokeAny(List.of(hang.task(1)), 50, TimeUnit.MILLISECONDS));
        assertThrows(IllegalArgumentException.class, () -> executor.invokeAny(List.<RemoteTask<Object>>of()));
        queue.join();
        assertEquals(0, queue.unfinished());
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    void aFullQueueRejectsAfterTheTimeThatTheFunctionSays() throws Exception {
        RemoteFunction<Object, Object> impatient = twice.withRoom(Duration.ZERO);
        for (int i = 0; i < 1000; i++) {
            executor.submit(impatient.task(i));
        }
        assertThrows(RejectedExecutionException.class, () -> executor.submit(impatient.task(0)));
        Running<Future<Object>> interruptedOne = lab().call("submitter", () -> executor.submit(twice.task(0)));
        interruptedOne.stillWaits();
        interruptedOne.interrupt();
        interruptedOne.failure(RejectedExecutionException.class);
        assertEquals(1000, executor.shutdownNow().size());
        assertTrue(executor.isTerminated());
    }
}
