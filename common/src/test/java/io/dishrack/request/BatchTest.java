package io.dishrack.request;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Codec;
import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.QueueTest;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest extends QueueTest {

    private JoinableQueue<String> queue;
    private Requester<String, String> requester;
    private Batch<String> batch;

    @BeforeEach
    void open() {
        queue = lab().open(QueueLab.options(), Codec.UTF_8);
        requester = new Requester<>(queue, Codec.UTF_8);
        batch = requester.batch();
    }

    @AfterEach
    void close() {
        requester.close();
    }

    private void answer(int count) throws InterruptedException {
        for (Delivery<String> delivery : queue.pollBatch(count, Await.DEADLINE)) {
            if (delivery.item().startsWith("bad")) {
                delivery.reject(Report.failure(new IllegalStateException("broken")));
            } else {
                delivery.done(Report.of(bytes(delivery.item() + "!")));
            }
        }
    }

    @Test
    void nothingPendingIsSaidByEveryWayToAsk() {
        assertThrows(NoResultsPendingException.class, batch::poll);
        assertThrows(NoResultsPendingException.class, batch::take);
        assertThrows(NoResultsPendingException.class, () -> batch.poll(Duration.ZERO));
        assertFalse(batch.asCompleted().iterator().hasNext());
    }

    @Test
    void pollHandsOutWhatIsThereAndCallsBackInThisThread() throws Exception {
        List<String> heard = new ArrayList<>();
        Thread self = Thread.currentThread();
        batch.onValue((request, value) -> {
                    assertSame(self, Thread.currentThread());
                    heard.add(request.id() + " " + value);
                })
                .onException((request, thrown) ->
                        heard.add(request.id() + " " + thrown.getClass().getSimpleName()));
        batch.addAll(requester.submitAll(List.of("good", "bad", "later"), argument -> argument));
        assertEquals(List.of(), batch.poll());
        answer(2);
        Await.until("two have ended", () -> requester.pending() == 1);
        List<Request<String>> harvest = new ArrayList<>();
        Await.until("two were handed out", () -> {
            harvest.addAll(batch.poll());
            return harvest.size() == 2;
        });
        assertEquals(List.of("good good!", "bad WorkFailedException"), heard);
        assertEquals(1, batch.outstanding());
        answer(1);
        assertEquals("later", batch.take().id());
        assertThrows(NoResultsPendingException.class, batch::poll);
    }

    @Test
    void whatACallbackThrowsComesAfterTheOtherCallbacks() throws Exception {
        List<String> heard = new ArrayList<>();
        batch.onValue((request, value) -> {
            heard.add(value);
            if (value.equals("a!")) {
                throw new UnsupportedOperationException(value);
            }
        });
        batch.addAll(requester.submitAll(List.of("a", "b")));
        answer(2);
        Await.until("all have ended", () -> requester.pending() == 0);
        Await.until("all are handed out", () -> {
            try {
                batch.poll();
            } catch (UnsupportedOperationException e) {
                heard.add("thrown");
            }
            return batch.outstanding() == 0;
        });
        assertTrue(heard.containsAll(List.of("a!", "b!", "thrown")), heard.toString());
    }

    @Test
    void waitAllWaitsForTheLastOne() throws Exception {
        batch.addAll(requester.submitAll(List.of("a", "b")));
        answer(1);
        assertFalse(batch.waitAll(Duration.ofMillis(20)));
        Running<Boolean> waiting = lab().call("waiting", () -> batch.waitAll(Await.DEADLINE));
        waiting.stillWaits();
        answer(1);
        assertTrue(waiting.get());
        assertTrue(batch.waitAll(Duration.ZERO));
    }

    @Test
    void requestsAreIteratedAsTheyEnd() throws Exception {
        batch.addAll(requester.submitAll(List.of("a", "b", "c"), argument -> argument));
        List<Delivery<String>> taken = queue.pollBatch(3, Await.DEADLINE);
        List<String> ended = new ArrayList<>();
        int next = 2;
        taken.get(next).done();
        for (Request<String> request : batch.asCompleted()) {
            ended.add(request.id());
            if (next > 0) {
                taken.get(--next).done();
            }
        }
        assertEquals(List.of("c", "b", "a"), ended);
    }

    @Test
    void withoutWorkersWhoeverWaitsIsTold() throws Exception {
        batch.needWorkers(Duration.ZERO);
        batch.add(requester.submit("a"));
        assertEquals(List.of(), batch.poll());
        assertThrows(NoWorkersAvailableException.class, batch::take);
        assertThrows(NoWorkersAvailableException.class, () -> batch.waitAll(Await.DEADLINE));
        assertEquals(1, batch.outstanding());
        try (JoinableQueue<byte[]> dryer = lab().open(QueueLab.options().withRole("dryer"))) {
            assertNull(batch.poll(Duration.ofMillis(20)));
            Running<Request<String>> taker = lab().call("taker", batch::take);
            taker.stillWaits();
            Delivery<byte[]> delivery = dryer.poll(Await.DEADLINE);
            delivery.done();
            assertEquals("", taker.get().get(Duration.ZERO));
        }
    }

    @Test
    void withPatienceWorkersMayComeLater() throws Exception {
        batch.needWorkers(Await.DEADLINE);
        batch.add(requester.submit("a"));
        Running<Request<String>> taker = lab().call("taker", batch::take);
        taker.stillWaits();
        answer(1);
        assertEquals("a!", taker.get().get(Duration.ZERO));
    }
}
