package io.dishrack.request;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Cancellation;
import io.dishrack.Codec;
import io.dishrack.Delivery;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.QueueTest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests whose items are cancelled by who made them. */
class CancelledRequestTest extends QueueTest {

    private JoinableQueue<String> queue;
    private Requester<String, String> requester;

    @BeforeEach
    void open() {
        queue = lab().open(QueueLab.options(), Codec.UTF_8);
        requester = new Requester<>(queue, Codec.UTF_8);
    }

    @AfterEach
    void close() {
        requester.close();
    }

    private Delivery<String> next() throws InterruptedException {
        Delivery<String> delivery = queue.poll(Await.DEADLINE);
        assertTrue(delivery != null, "no item in time");
        return delivery;
    }

    private static void assertCancelled(Request<String> request) {
        assertThrows(CancellationException.class, () -> request.get(Await.DEADLINE));
        assertTrue(request.future().isCancelled());
    }

    @Test
    void aRequestThatWaitsIsCancelledAtOnceAndNeverTaken() throws Exception {
        Request<String> request = requester.submit("a");
        assertEquals(Cancellation.CANCELLED, request.cancel());
        assertTrue(request.isDone());
        assertTrue(request.ended().toCompletableFuture().isDone());
        assertCancelled(request);
        assertEquals(Cancellation.TOO_LATE, request.cancel());
        assertEquals(0, requester.pending());
        assertEquals(0, queue.unfinished());
    }

    @Test
    void aRequestThatRunsEndsAsItsWorkerEndsIt() throws Exception {
        Request<String> stopped = requester.submit("stopped");
        Request<String> done = requester.submit("done");
        CountDownLatch told = new CountDownLatch(1);
        Delivery<String> first = next();
        first.onCancel(told::countDown);
        Delivery<String> second = next();
        assertEquals(Cancellation.ASKED, stopped.cancel());
        assertEquals(Cancellation.ASKED, done.cancel());
        told.await();
        assertFalse(stopped.isDone());
        assertEquals(Outcome.CANCELLED, first.fail(Report.failure(143, "stopped")));
        assertCancelled(stopped);
        assertEquals(143, stopped.result().report().exitCode());
        second.done(Report.of(bytes("in time")));
        assertEquals("in time", done.get(Await.DEADLINE));
    }

    @Test
    void theFuturesCancelEndsItAtOnceAndItsItemToo() throws Exception {
        Request<String> running = requester.submit("running");
        Request<String> waiting = requester.submit("waiting");
        Delivery<String> delivery = next();
        assertTrue(running.future().cancel(true));
        assertTrue(waiting.future().cancel(false));
        assertTrue(delivery.isCancelled());
        assertTrue(running.future().isCancelled() && waiting.future().isCancelled());
        assertFalse(running.ended().toCompletableFuture().isDone(), "it runs");
        assertEquals(1, requester.pending());
        assertEquals(Outcome.CANCELLED, delivery.release());
        running.ended().toCompletableFuture().get();
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    void cancellingAFutureWithoutInterruptLetsWhatRunsGoOn() throws Exception {
        Request<String> request = requester.submit("a");
        Delivery<String> delivery = next();
        assertTrue(request.future().cancel(false));
        assertFalse(delivery.isCancelled());
        assertEquals(Outcome.APPLIED, delivery.done(Report.of(bytes("value"))));
        request.ended().toCompletableFuture().get();
        assertEquals(ItemState.DONE, request.result().state());
        assertTrue(request.future().isCancelled());
    }

    @Test
    void whatIsDoneCanNotBeCancelledAndBringsItsValue() throws Exception {
        Request<String> request = requester.submit("a");
        next().done(Report.of(bytes("value")));
        assertFalse(request.future().cancel(true));
        assertEquals("value", request.get(Await.DEADLINE));
    }

    @Test
    void aBatchIsCancelledAndHarvestedToTheEnd() throws Exception {
        Batch<String> batch = requester.batch();
        batch.addAll(requester.submitAll(List.of("done", "running", "waiting", "waiting")));
        next().done();
        Delivery<String> running = next();
        assertEquals("", batch.take().get(Await.DEADLINE));
        assertEquals(3, batch.cancel());
        running.release();
        assertEquals(3, batch.outstanding());
        batch.asCompleted().forEach(CancelledRequestTest::assertCancelled);
        assertEquals(3, queue.status().cancelled());
        assertEquals(0, batch.cancel());
    }

    @Test
    void theLastRequestOfAnIdIsFoundWithoutALookAtTheOthers() throws Exception {
        requester.submit("first", "job");
        Request<String> last = requester.submit("last", "job");
        requester.submitAll(List.of("x", "y"));
        next().done(Report.of(bytes("1")));
        try (Requester<String, String> other = new Requester<>(queue, Codec.UTF_8)) {
            Request<String> again = other.reattach("job");
            assertEquals(last.number(), again.number());
            assertEquals("job", again.id());
            for (int i = 0; i < 3; i++) {
                next().done(Report.of(bytes("2")));
            }
            assertEquals("2", again.get(Await.DEADLINE));
            assertThrows(IllegalArgumentException.class, () -> other.reattach("nobody"));
        }
    }
}
