package io.dishrack.dryer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.QueueStatus;
import io.dishrack.dryer.FailingHandler;
import io.dishrack.dryer.Sink;
import io.dishrack.dryer.SinkTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Workers, with a handler that does what its item says. */
class HandlerWorkTest extends SinkTest {

    private static final String HANDLER = "--handler=" + FailingHandler.class.getName();

    @Test
    void printIsTheDefaultAndKeepsBytes() throws Exception {
        sink.putPlain("salad", "\u00ff\u00fe", "");
        assertEquals(
                "Drying salad dish\nDrying \u00ff\u00fe dish\nDrying  dish\n",
                sink.dry("QUEUE").text());
    }

    @Test
    void whatIsPrintedGoesIntoTheResultWhenThatIsWanted() throws Exception {
        sink.put("salad");
        assertEquals("", sink.dry("QUEUE").text());
        assertEquals("Drying salad dish\n", sink.output(1));
    }

    @Test
    void whateverAHandlerThrowsTheWorkerLivesOnAndTheCountIsExact() throws Exception {
        sink.put("throw", "error", "code", "reject", "interrupt", "null", "value", "fine");
        Sink.Ran ran = sink.dry(HANDLER, "--max-attempts=2", "--retry-delay=0", "QUEUE");
        assertEquals(1, ran.code());
        QueueStatus status = sink.queue().status();
        assertEquals(4, status.done());
        assertEquals(4, status.dead());
        assertTrue(sink.error(1).contains("thrown on purpose"), sink.error(1));
        assertEquals(2, sink.results().get(1L).attempt());
        assertEquals(5, sink.results().get(3L).report().exitCode());
        assertEquals("rejected on purpose", sink.error(4));
        assertEquals(1, sink.results().get(4L).attempt(), "rejected at once");
        assertEquals("printed fine", sink.output(8));
        assertEquals("a value", sink.output(7), "what is returned goes before what is printed");
    }

    @Test
    void aHandlerMayAskForSilenceAndIsToldThatTheItemIsStillItsOwn() throws Exception {
        sink.put("silence");
        assertEquals(0, sink.dry(HANDLER, "QUEUE").code());
        assertEquals("true", sink.output(1));
    }

    @Test
    void aBrokenHandlerStopsTheDryerAndHandsItsItemBack() throws Exception {
        sink.put("fine", "broken", "fine");
        Sink.Ran ran = sink.dry(HANDLER, "--batch=3", "QUEUE");
        assertEquals(1, ran.code());
        assertEquals("dryer: broken on purpose\n", ran.errors());
        assertEquals(1, sink.queue().status().done());
        assertEquals(2, sink.queue().status().ready());
    }

    @Test
    void aTimeOutInterruptsAHandlerAndOnlyThatItem() throws Exception {
        sink.put("hang", "fine", "hang", "fine");
        assertEquals(
                1,
                sink.dry(HANDLER, "--timeout=200ms", "--max-attempts=1", "--batch=4", "QUEUE")
                        .code());
        assertEquals(124, sink.results().get(1L).report().exitCode());
        assertEquals(ItemState.DONE, sink.results().get(2L).state());
        assertEquals(124, sink.results().get(3L).report().exitCode());
        assertEquals(ItemState.DONE, sink.results().get(4L).state());
    }

    @Test
    void maxItemsEndsTheDryerAfterExactlyThatMany() throws Exception {
        sink.put(IntStream.range(0, 50).mapToObj(Integer::toString).toArray(String[]::new));
        assertEquals(
                0, sink.run("--max-items=7", "--jobs=3", "--batch=2", "QUEUE").code());
        assertEquals(7, sink.queue().status().done());
        assertEquals(43, sink.queue().status().ready());
    }

    @Test
    void idleTimeoutEndsTheDryerOnceNothingComes() throws Exception {
        sink.put("a", "b");
        assertEquals(0, sink.run("--idle-timeout=100ms", "--jobs=2", "QUEUE").code());
        assertEquals(2, sink.queue().status().done());
    }

    @Test
    void aClosedAndDrainedQueueIsANormalEnd() throws Exception {
        sink.put(IntStream.range(0, 500).mapToObj(Integer::toString).toArray(String[]::new));
        sink.queue().shutdown();
        assertEquals(0, sink.run("--jobs=2", "--batch=10", "QUEUE").code());
        assertEquals(500, sink.queue().status().done());
    }

    @Test
    void untilEmptyWaitsForTheItemsInOtherHands() throws Exception {
        sink.put("a");
        var delivery = sink.queue().take();
        Thread other = new Thread(() -> {
            while (sink.queue().status().alive("dryer") == 0) {
                Thread.onSpinWait();
            }
            delivery.release();
        });
        other.start();
        assertEquals(0, sink.dry("QUEUE").code());
        other.join();
        assertEquals(1, sink.queue().status().done());
    }

    @Test
    void untilEmptyEndsAtOnceOnAnEmptyQueue() {
        assertEquals(0, sink.dry("QUEUE").code());
    }

    @Test
    void manyWorkersDoEachItemOnce() throws Exception {
        sink.putPlain(IntStream.range(0, 5000).mapToObj(Integer::toString).toArray(String[]::new));
        Sink.Ran ran = sink.dry("--jobs=8", "--batch=16", "QUEUE");
        assertEquals(5000, ran.text().lines().distinct().count());
        assertEquals(5000, ran.text().lines().count());
        assertEquals(5000, sink.queue().status().done());
    }

    @Test
    void quietTellsNothingOfFailedItems() throws Exception {
        sink.put("throw");
        assertEquals("", sink.dry("-q", HANDLER, "--max-attempts=1", "QUEUE").errors());
    }
}
