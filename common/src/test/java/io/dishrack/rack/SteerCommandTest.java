package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack pause}, {@code resume}, {@code limit} and {@code cancel} do to a queue that others have open. */
@Timeout(60)
final class SteerCommandTest {

    @TempDir
    Path folder;

    private final RackLab rack = new RackLab();
    private Path queue;
    private JoinableQueue<byte[]> open;
    private Delivery<byte[]> taken;

    /** Item 1 runs, 2 waits, 3 is of the key and waits, 4 is behind it, 5 waits for its time. */
    @BeforeEach
    void fill() throws InterruptedException {
        queue = folder.resolve("queue");
        open = Dishrack.open(queue, OpenOptions.DEFAULTS);
        Texts.putAll(open, "first", "second");
        ItemOptions keyed = ItemOptions.NONE.withKey("kéy");
        open.putAll(List.of(Texts.bytes("third"), Texts.bytes("fourth")), keyed);
        open.put(Texts.bytes("fifth"), ItemOptions.NONE.withNotBeforeMillis(System.currentTimeMillis() + 1_000_000));
        taken = Texts.next(open);
    }

    @AfterEach
    void close() {
        open.close();
    }

    private List<ItemState> states() {
        return List.of(open.state(1), open.state(2), open.state(3), open.state(4), open.state(5));
    }

    @Test
    void aPausedQueueHandsOutNothingUntilItIsResumed() throws Exception {
        assertEquals(0, rack.run("pause", "--execute", queue));
        assertEquals(
                "rack: done: pause: paused=true limit=none before: paused=false limit=none taken=1 queue=" + queue
                        + "\n",
                rack.told());
        assertNull(open.poll(Duration.ZERO));
        assertEquals(0, rack.run("status", queue));
        assertTrue(rack.rows().contains("state       open, paused"), rack.out());
        assertTrue(rack.rows().contains("limit       none"), rack.out());
        assertEquals(0, rack.run("resume", "--execute", "--json", queue));
        assertTrue(
                rack.out()
                        .startsWith("{\"queue\":\"" + queue
                                + "\",\"action\":\"resume\",\"executed\":true,\"paused\":false,\"limit\":0,"),
                rack.out());
        assertNotNull(open.poll(Duration.ZERO));
    }

    @Test
    void aLimitCountsWhatRunsAndIsShown() throws Exception {
        assertEquals(0, rack.run("limit", queue));
        assertEquals("none\n", rack.out());
        assertEquals(0, rack.run("limit", "--execute", queue, 1));
        assertEquals(0, rack.run("limit", queue));
        assertEquals("1\n", rack.out());
        assertNull(open.poll(Duration.ZERO));
        taken.done();
        assertNotNull(open.poll(Duration.ZERO));
        assertEquals(0, rack.run("status", queue));
        assertTrue(rack.rows().contains("limit       1 at once"), rack.out());
        assertEquals(0, rack.run("status", "--json", queue));
        assertTrue(rack.out().contains("\"limit\":1,\"paused\":false,"), rack.out());
        assertEquals(0, rack.run("metrics", queue));
        assertTrue(rack.out().contains("\ndishrack_limit_items{queue=\"" + queue + "\"} 1\n"), rack.out());
        assertTrue(rack.out().contains("\ndishrack_paused{queue=\"" + queue + "\"} 0\n"), rack.out());
        assertEquals(0, rack.run("limit", "--execute", queue, "none"));
        assertNotNull(open.poll(Duration.ZERO));
    }

    @Test
    void eachLineOfAWatchTellsOfAPauseAndALimit() {
        open.limit(3);
        open.pause();
        String line = WatchView.line(open.status(), Tempo.of(open.status().pace()));
        assertTrue(line.endsWith(" dryers=0 limit=3 paused"), line);
    }

    @Test
    void withoutExecuteNothingIsChanged() throws Exception {
        assertEquals(0, rack.run("pause", queue));
        assertEquals(
                "rack: would pause: paused=true limit=none before: paused=false limit=none taken=1 queue=" + queue
                        + "; add --execute to do it\n",
                rack.told());
        assertEquals(0, rack.run("resume", queue));
        assertEquals(0, rack.run("limit", "--json", queue, 3));
        assertTrue(rack.out().contains("\"action\":\"limit\",\"executed\":false,\"paused\":false,\"limit\":0,"));
        assertEquals(0, rack.run("cancel", "--waiting", queue));
        assertEquals(
                "rack: would cancel: items=4 asked_to_end=0 queue=" + queue + "; add --execute to do it\n",
                rack.told());
        List<ItemState> before = states();
        assertEquals(0, rack.run("cancel", "--json", queue, 1, 2));
        assertEquals(
                List.of(
                        "{\"number\":1,\"state\":\"taken\",\"attempts\":1,\"cancellation\":\"would_be_asked\"}",
                        "{\"number\":2,\"state\":\"ready\",\"attempts\":0,\"cancellation\":\"would_be_cancelled\"}"),
                rack.rows());
        assertEquals(0, rack.run("cancel", "--key", "kéy", queue));
        assertEquals(3, rack.rows().size(), rack.out());
        assertEquals(before, states());
        assertFalse(open.isPaused());
        assertEquals(0, open.limit());
    }

    @Test
    void itemsAreCancelledByNumberAndOneThatRunsIsAskedToEnd() throws Exception {
        assertEquals(0, rack.run("cancel", "--execute", "--json", queue, 2, 1));
        assertEquals(
                List.of(
                        "{\"number\":2,\"state\":\"ready\",\"attempts\":0,\"cancellation\":\"cancelled\"}",
                        "{\"number\":1,\"state\":\"taken\",\"attempts\":1,\"cancellation\":\"asked\"}"),
                rack.rows());
        assertTrue(taken.isCancelled());
        taken.release();
        assertEquals(ItemState.CANCELLED, open.state(1));
        assertEquals(ItemState.CANCELLED, open.state(2));
        assertEquals(ExitCode.FAILED_ITEMS, rack.run("cancel", "--execute", queue, 2));
        assertTrue(rack.told().startsWith("rack: finished already: item=2 state=cancelled; left as it is\n"));
        assertEquals(ExitCode.USAGE, rack.run("cancel", "--execute", queue, 3, 6));
        assertTrue(rack.told().startsWith("rack: no such item: item=6 put=5 "), rack.told());
        assertEquals(ItemState.READY, open.state(3));
    }

    @Test
    void aKeyIsCancelledFromItsEndSoThatNoneOfItBegins() throws Exception {
        assertEquals(0, rack.run("cancel", "--execute", "--json", "--key=kéy", queue));
        assertEquals(
                List.of(
                        "{\"number\":4,\"state\":\"ready\",\"attempts\":0,\"cancellation\":\"cancelled\"}",
                        "{\"number\":3,\"state\":\"ready\",\"attempts\":0,\"cancellation\":\"cancelled\"}"),
                rack.rows());
        assertEquals("rack: cancelled: items=2 asked_to_end=0 queue=" + queue + "\n", rack.told());
        assertEquals(0, rack.run("cancel", "--execute", "--key=other", queue));
        assertEquals("rack: cancelled: items=0 asked_to_end=0 queue=" + queue + "\n", rack.told());
    }

    @Test
    void whatWaitsIsCancelledAndWhatRunsEndsTheJoin() throws Exception {
        assertEquals(0, rack.run("cancel", "--waiting", "--execute", "--json", queue));
        assertEquals("{\"queue\":\"" + queue + "\",\"executed\":true,\"waiting\":4,\"cancelled\":4}\n", rack.out());
        assertFalse(open.join(Duration.ZERO));
        taken.done();
        assertTrue(open.join(Duration.ZERO));
        assertEquals(6, open.put(Texts.bytes("sixth")));
    }

    @Test
    void anItemThatWasPutForLaterTellsWhenItMayRun() throws Exception {
        assertEquals(0, rack.run("list", "--json", queue));
        assertEquals(5, rack.rows().size());
        assertFalse(rack.rows().get(1).contains("due_millis"), rack.out());
        assertTrue(rack.rows().get(4).contains("\"state\":\"ready\",\"attempts\":0,\"due_millis\":"), rack.out());
        assertEquals(2, open.pollBatch(9, Duration.ZERO).size(), "one is behind its key");
        assertEquals(0, rack.run("list", "--json", "--state=delayed", queue));
        assertTrue(rack.rows().get(1).contains("\"state\":\"delayed\",\"attempts\":0,\"due_millis\":"), rack.out());
    }

    @Test
    void mistakesAreToldInOneLine() {
        isAMistake("limit", "--execute", queue);
        isAMistake("limit", queue, 0);
        isAMistake("limit", queue, 4097);
        isAMistake("limit", queue, -1);
        isAMistake("limit", queue, "many");
        isAMistake("cancel", queue);
        isAMistake("cancel", "--waiting", queue, 1);
        isAMistake("cancel", "--waiting", "--key=k", queue);
        isAMistake("cancel", "--key=", queue);
        assertEquals(ExitCode.UNUSABLE, rack.run("pause", "--execute", folder.resolve("nowhere")));
    }

    private void isAMistake(Object... arguments) {
        assertEquals(ExitCode.USAGE, rack.run(arguments), rack.told());
        assertEquals(1, rack.told().lines().count(), rack.told());
    }
}
