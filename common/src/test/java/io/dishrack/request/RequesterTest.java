package io.dishrack.request;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Codec;
import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.QueueTest;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequesterTest extends QueueTest {

    private JoinableQueue<String> open() {
        return lab().open(QueueLab.options(), Codec.UTF_8);
    }

    private static Requester<String, String> requester(JoinableQueue<String> queue) {
        return new Requester<>(queue, Codec.UTF_8);
    }

    private static Delivery<String> next(JoinableQueue<String> queue) throws InterruptedException {
        Delivery<String> delivery = queue.poll(Await.DEADLINE);
        assertTrue(delivery != null, "no item in time");
        return delivery;
    }

    private static void answer(Delivery<String> delivery) {
        delivery.done(Report.of(bytes(delivery.item() + "!")));
    }

    @Test
    void aRequestBringsBackTheOutputAndHowItWasDone() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> request = requester.submit("wash", "my-id");
            assertEquals(1, requester.pending());
            assertNull(request.result());
            Delivery<String> delivery = next(queue);
            assertEquals("my-id", delivery.key());
            answer(delivery);
            assertEquals("wash!", request.get(Await.DEADLINE));
            assertEquals(1, request.number());
            assertEquals("my-id", request.id());
            assertEquals(ItemState.DONE, request.result().state());
            assertEquals(0, requester.pending());
        }
    }

    @Test
    void aRequestThatIsNotAnsweredInTimeSaysSoAndStaysPending() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> request = requester.submit("wash");
            assertThrows(TimeoutException.class, () -> request.get(Duration.ofMillis(1)));
            answer(next(queue));
            assertEquals("wash!", request.get(Await.DEADLINE));
        }
    }

    @Test
    void anExceptionOfAWorkerComesBackAsText() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> request = requester.submit("wash", "plate");
            next(queue).reject(Report.failure(new ArithmeticException("too hot")));
            WorkFailedException thrown = assertThrows(WorkFailedException.class, () -> request.get(Await.DEADLINE));
            assertEquals("java.lang.ArithmeticException", thrown.className());
            assertEquals("too hot", thrown.remoteMessage());
            assertTrue(thrown.remoteTrace().contains("\tat " + RequesterTest.class.getName()));
            assertTrue(thrown.getMessage().contains("item=1 id=plate state=DEAD attempt=1"), thrown.getMessage());
        }
    }

    @Test
    void aCommandThatFailedForGoodIsToldByTheEndOfItsErrors() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> request = requester.submit("wash");
            next(queue).reject(Report.failure(7, "first line\nno such plate\n"));
            WorkFailedException thrown = assertThrows(WorkFailedException.class, () -> request.get(Await.DEADLINE));
            assertNull(thrown.className());
            assertNull(thrown.remoteMessage());
            assertTrue(thrown.getMessage().contains("exit=7 reason=no such plate;"), thrown.getMessage());
        }
    }

    @Test
    void aFailedAttemptIsNoEnd() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> request = requester.submit("wash");
            next(queue).fail(Report.failure(1, "once"));
            answer(next(queue));
            assertEquals("wash!", request.get(Await.DEADLINE));
            assertEquals(2, request.result().attempt());
        }
    }

    @Test
    void anOutputThatCantBeDecodedFailsTheFuture() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, Object> requester = new Requester<>(queue, (result, id) -> {
            throw new IllegalArgumentException("unreadable");
        })) {
            Request<Object> request = requester.submit("wash");
            answer(next(queue));
            assertThrows(IllegalArgumentException.class, () -> request.get(Await.DEADLINE));
        }
    }

    @Test
    void requestsMadeInBulkHaveTheIdsOfTheirArguments() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            List<Request<String>> requests = requester.submitAll(List.of("a", "b", "c"), argument -> "id-" + argument);
            for (int i = 0; i < 3; i++) {
                answer(next(queue));
            }
            List<String> values = new ArrayList<>();
            for (Request<String> request : requests) {
                values.add(request.id() + "=" + request.get(Await.DEADLINE));
            }
            assertEquals(List.of("id-a=a!", "id-b=b!", "id-c=c!"), values);
        }
    }

    @Test
    void whatIsCancelledEndsItsRequestAtOnce() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> taken = requester.submit("taken");
            Request<String> waiting = requester.submit("waiting");
            Delivery<String> delivery = next(queue);
            queue.shutdownNow();
            assertThrows(CancellationException.class, () -> waiting.get(Await.DEADLINE));
            assertFalse(taken.isDone());
            answer(delivery);
            assertEquals("taken!", taken.get(Await.DEADLINE));
        }
    }

    @Test
    void aFullQueueIsToldAfterTheTime() throws Exception {
        JoinableQueue<String> queue = lab().open(QueueLab.options().withMaxSize(1), Codec.UTF_8);
        try (Requester<String, String> requester = requester(queue)) {
            ResultReader<String> reader = ResultReader.of(Codec.UTF_8);
            Request<String> first = requester.submit("a", ItemOptions.NONE, Duration.ZERO, reader);
            assertThrows(
                    QueueFullException.class,
                    () -> requester.submit("b", ItemOptions.NONE, Duration.ofMillis(1), reader));
            assertEquals(1, requester.pending());
            answer(next(queue));
            assertEquals("a!", first.get(Await.DEADLINE));
        }
    }

    @Test
    void anotherRequesterReattachesByNumberBeforeAndAfterTheEnd() throws Exception {
        JoinableQueue<String> queue = open();
        long done;
        long dead;
        long waiting;
        try (Requester<String, String> first = requester(queue)) {
            done = first.submit("done").number();
            dead = first.submit("dead").number();
            waiting = first.submit("waiting").number();
        }
        answer(next(queue));
        next(queue).reject(Report.failure(new IllegalStateException("no")));
        try (Requester<String, String> second = requester(queue)) {
            assertEquals("done!", second.reattach(done).get(Await.DEADLINE));
            Request<String> failed = second.reattach(dead);
            assertThrows(WorkFailedException.class, () -> failed.get(Await.DEADLINE));
            Request<String> late = second.reattach(waiting);
            Request<String> same = second.reattach(waiting);
            answer(next(queue));
            assertEquals("waiting!", late.get(Await.DEADLINE));
            assertEquals("waiting!", same.get(Await.DEADLINE));
            assertThrows(IllegalArgumentException.class, () -> second.reattach(99));
        }
    }

    @Test
    void anotherRequesterReattachesByIds() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> first = requester(queue)) {
            first.submitAll(List.of("a", "b", "c"), argument -> "job/" + argument);
            first.submit("d", "other/d");
        }
        answer(next(queue));
        try (Requester<String, String> second = requester(queue);
                QueueInspector look = lab().inspect()) {
            List<Request<String>> again = second.reattach(look, id -> id.startsWith("job/"));
            assertEquals(
                    List.of("job/a", "job/b", "job/c"),
                    again.stream().map(Request::id).toList());
            answer(next(queue));
            answer(next(queue));
            for (Request<String> request : again) {
                assertEquals(request.id().substring(4) + "!", request.get(Await.DEADLINE));
            }
        }
    }

    @Test
    void anItemThatWasPutWithoutAResultSaysThatItIsMissing() throws Exception {
        JoinableQueue<String> queue = open();
        long number = queue.put("plain");
        next(queue).done();
        try (Requester<String, String> requester = requester(queue)) {
            ResultMissingException thrown = assertThrows(
                    ResultMissingException.class,
                    () -> requester.reattach(number).get(Await.DEADLINE));
            assertEquals(ItemState.DONE, thrown.state());
        }
    }

    @Test
    void closingEndsFuturesAndLeavesTheItems() throws Exception {
        JoinableQueue<String> queue = open();
        Requester<String, String> requester = requester(queue);
        Request<String> request = requester.submit("a");
        requester.close();
        assertThrows(IllegalStateException.class, () -> request.get(Await.DEADLINE));
        assertThrows(IllegalStateException.class, () -> requester.submit("b"));
        assertEquals(1, queue.unfinished());
    }

    @Test
    void aRequesterMayBeClosedByACallbackOfItsOwn() throws Exception {
        JoinableQueue<String> queue = open();
        Requester<String, String> requester = requester(queue);
        Running<Void> closed = lab().run("closer", () -> {
            requester.submit("a").future().thenRun(requester::close).get();
        });
        answer(next(queue));
        closed.get();
        assertThrows(IllegalStateException.class, () -> requester.submit("b"));
    }

    @Test
    void aQueueHandleThatIsClosedUnderARequesterEndsItsFutures() throws Exception {
        JoinableQueue<String> queue = open();
        try (Requester<String, String> requester = requester(queue)) {
            Request<String> request = requester.submit("a");
            queue.close();
            RuntimeException thrown = assertThrows(RuntimeException.class, () -> request.get(Await.DEADLINE));
            assertInstanceOf(IllegalStateException.class, thrown);
        }
    }

    @Test
    void everyFutureEndsOnceWhileManyThreadsSubmitAndOthersWorkAtTheSameTime() throws Exception {
        JoinableQueue<String> queue = open();
        JoinableQueue<String> worker = open();
        for (int i = 0; i < 2; i++) {
            lab().run("worker " + i, () -> {
                while (true) {
                    worker.pollBatch(64, Await.DEADLINE).forEach(RequesterTest::answer);
                }
            });
        }
        try (Requester<String, String> requester = requester(queue);
                Requester<String, String> other = requester(open())) {
            List<Running<Integer>> submitters = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = "s" + thread + "-";
                Requester<String, String> mine = thread % 2 == 0 ? requester : other;
                submitters.add(lab().call(name, () -> {
                    List<String> arguments =
                            IntStream.range(0, 5000).mapToObj(i -> name + i).toList();
                    int right = 0;
                    List<Request<String>> requests = mine.submitAll(arguments);
                    for (int i = 0; i < requests.size(); i++) {
                        right += requests.get(i).get(Await.DEADLINE).equals(arguments.get(i) + "!") ? 1 : 0;
                    }
                    return right;
                }));
            }
            for (Running<Integer> submitter : submitters) {
                assertEquals(5000, submitter.get());
            }
            assertEquals(0, requester.pending());
            assertEquals(0, other.pending());
        }
        worker.join();
        worker.close();
    }
}
