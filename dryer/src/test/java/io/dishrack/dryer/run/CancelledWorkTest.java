package io.dishrack.dryer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Cancellation;
import io.dishrack.ItemState;
import io.dishrack.QueueStatus;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.dryer.Sink;
import io.dishrack.dryer.SinkTest;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that are cancelled while a dryer has them. */
class CancelledWorkTest extends SinkTest {

    private static final String HANDLER = "--handler=" + HeedingHandler.class.getName();

    private final Background background = new Background();

    @AfterEach
    void stop() throws InterruptedException {
        background.stop();
    }

    private Running<Sink.Ran> dry(String... arguments) {
        HeedingHandler.BEGUN.drainPermits();
        return background.call("dryer", () -> sink.dry(arguments));
    }

    @Test
    void aCancelledHandlerIsInterruptedAndNoOtherItemFeelsIt() throws Exception {
        sink.put("interrupt", "plain", "interrupt", "plain");
        Running<Sink.Ran> dryer = dry(HANDLER, "--batch=4", "QUEUE");
        HeedingHandler.BEGUN.acquire();
        assertEquals(Cancellation.ASKED, sink.queue().cancel(3), "taken, not begun");
        assertEquals(Cancellation.ASKED, sink.queue().cancel(1));
        Sink.Ran ran = dryer.get();
        assertEquals(0, ran.code(), "cancelled is not failed");
        assertEquals(ItemState.CANCELLED, sink.results().get(1L).state());
        assertTrue(sink.error(1).contains("InterruptedException"), sink.error(1));
        assertTrue(sink.error(1).endsWith("cancelled while it ran\n"), sink.error(1));
        assertEquals("clean", sink.output(2));
        assertEquals("cancelled before its work was begun", sink.error(3));
        assertEquals("clean", sink.output(4));
        assertTrue(ran.errors().contains("dryer: item cancelled: item=1 attempt=1\n"), ran.errors());
        assertEquals(2, sink.queue().status().cancelled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "timeout"})
    void aHandlerThatIsDeafToInterruptsHearsItsToken(String how) throws Exception {
        sink.put("token");
        boolean cancel = how.equals("cancel");
        Running<Sink.Ran> dryer = dry(HANDLER, "--max-attempts=1", cancel ? "--jobs=1" : "--timeout=50ms", "QUEUE");
        HeedingHandler.BEGUN.acquire();
        if (cancel) {
            assertEquals(Cancellation.ASKED, sink.queue().cancel(1));
        }
        assertEquals(cancel ? 0 : 1, dryer.get().code());
        Result result = sink.results().get(1L);
        assertEquals(cancel ? ItemState.CANCELLED : ItemState.DEAD, result.state(), "although it returned");
        assertEquals("true", sink.output(1));
    }

    @Test
    void theCoprocessOfACancelledItemIsStoppedAndAnotherGoesOn() throws Exception {
        sink.put("a", "hang", "b", "hang", "c");
        Path pids = temp.resolve("pids");
        String answers = "echo $$ >>" + pids
                + "; while read -r i; do if [ $i = hang ]; then sleep 1000 & echo $! >>" + pids
                + "; wait; fi; echo $i; done";
        Running<Sink.Ran> dryer = dry("--coprocess", "--batch=5", "--shell", answers, "QUEUE");
        for (int lines = 2; lines <= 4; lines += 2) {
            int wanted = lines;
            Await.until(
                    "it hangs",
                    () -> Files.exists(pids) && Files.readAllLines(pids).size() == wanted);
            assertEquals(Cancellation.ASKED, sink.queue().cancel(lines));
        }
        assertEquals(0, dryer.get().code());
        assertEquals(3, sink.queue().status().done());
        for (long number : new long[] {2, 4}) {
            assertEquals(ItemState.CANCELLED, sink.results().get(number).state());
            assertEquals("cancelled while its coprocess ran", sink.error(number));
        }
        assertEquals(1, sink.results().get(5L).attempt(), "handed back with no attempt counted");
        for (String pid : Files.readAllLines(pids)) {
            Await.until("process has ended: " + pid, () -> ProcessHandle.of(Long.parseLong(pid))
                    .isEmpty());
        }
    }

    /** Whoever comes first: the worker that is done, or who cancels. */
    @ParameterizedTest
    @ValueSource(strings = {"handler", "coprocess"})
    void aCancelledItemIsDoneOrCancelledAndNeverBoth(String kind) throws Exception {
        int count = kind.equals("handler") ? 3000 : 300;
        String[] arguments = kind.equals("handler")
                ? new String[] {HANDLER, "--jobs=2", "-q", "QUEUE"}
                : new String[] {"--coprocess", "--jobs=2", "-q", "QUEUE", "--", "cat"};
        sink.put(IntStream.range(0, count).mapToObj(i -> "plain").toArray(String[]::new));
        Running<Sink.Ran> dryer = dry(arguments);
        Random random = new Random(7);
        Map<Long, Cancellation> said = new HashMap<>();
        for (long number = 1; number <= count; number++) {
            long near = number;
            if (random.nextBoolean()) {
                // The next ones are in the workers' hands about now.
                Await.until("its turn comes", () -> sink.queue().state(near) != ItemState.READY);
                said.put(number, sink.queue().cancel(number));
            }
        }
        assertEquals(0, dryer.get().code());
        Map<Long, ItemState> ended = endings();
        for (long number = 1; number <= count; number++) {
            ItemState state = sink.queue().state(number);
            assertTrue(state == ItemState.DONE || state == ItemState.CANCELLED, number + " is " + state);
            assertEquals(state == ItemState.DONE, ended.get(number) == ItemState.DONE, "item " + number);
            if (said.get(number) == null || said.get(number) == Cancellation.TOO_LATE) {
                assertEquals(ItemState.DONE, state, "item " + number);
            }
        }
        QueueStatus status = sink.queue().status();
        assertEquals(count, status.done() + status.cancelled());
        assertEquals(0, status.unfinished());
    }

    /** How items ended by their results, of which none may have two. */
    private Map<Long, ItemState> endings() throws InterruptedException {
        Map<Long, ItemState> endings = new HashMap<>();
        try (ResultFeed feed = sink.queue().results(true)) {
            for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                ItemState before = endings.put(result.number(), result.state());
                assertTrue(before == null, "item " + result.number() + " ended twice: " + before + " " + result);
            }
        }
        return endings;
    }
}
