package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack redrive} does and tells, and what {@code rack show} tells afterwards. */
@Timeout(60)
final class RedriveCommandTest extends RackTest {

    private static final String TRACE = "java.lang.IllegalStateException: the reason is a long one, longer than a line"
            + " of eighty columns\n\tat com.example.Work.run(Work.java:7)\n";

    @TempDir
    private Path folder;

    private Path queue;

    /** Items 1 and 3 are dead, 2 is done, 4 ready. */
    @BeforeEach
    void fill() throws InterruptedException {
        queue = folder.resolve("queue");
        try (JoinableQueue<byte[]> open = open()) {
            Texts.putAll(open, "first", "second", "third", "fourth");
            List<Delivery<byte[]>> taken = open.pollBatch(3, Duration.ZERO);
            taken.get(0).fail(new Report(1, new byte[3], Texts.bytes(TRACE)));
            Texts.next(open).fail(Report.failure(65, "bad data"));
            taken.get(1).done();
            taken.get(2).reject(new Report(2, new byte[0], new byte[] {(byte) 0xff}));
        }
    }

    private JoinableQueue<byte[]> open() {
        return Dishrack.open(
                queue, OpenOptions.DEFAULTS.withRole("dryer").withMaxAttempts(2).withRetryDelay(Duration.ZERO));
    }

    private long dead() {
        try (var look = Dishrack.inspect(queue)) {
            return look.status().dead();
        }
    }

    @Test
    void withoutExecuteItOnlyTellsWhatItWouldDo() {
        assertEquals(0, rack("redrive", queue.toString()));
        assertEquals(3, rows().size());
        assertTrue(rows().get(1).contains(" 1  dead "), rows().toString());
        assertTrue(rows().get(2).contains(" 3  dead "), rows().toString());
        assertEquals("rack: would redrive: items=2 queue=" + queue + "; add --execute to do it\n", told());
        assertEquals(0, rack("redrive", queue.toString(), "3"));
        assertEquals(2, rows().size());
        assertEquals(2, dead());
    }

    @Test
    void withExecuteAllDeadLettersAreReadyAgain() throws InterruptedException {
        assertEquals(0, rack("redrive", "--execute", queue.toString()));
        assertEquals(3, rows().size());
        assertEquals("rack: redriven: items=2 queue=" + queue + "\n", told());
        assertEquals(0, dead());
        try (JoinableQueue<byte[]> open = open()) {
            assertEquals(3, open.unfinished());
            assertEquals(1, Texts.next(open).attempt());
        }
        assertEquals(0, rack("redrive", "--execute", queue.toString()));
        assertEquals("rack: redriven: items=0 queue=" + queue + "\n", told());
    }

    @Test
    void itemsCanBeNamedAndWhatIsNoDeadLetterIsTold() {
        assertEquals(ExitCode.FAILED_ITEMS, rack("redrive", "--execute", queue.toString(), "3", "2", "3"));
        assertEquals(2, rows().size());
        assertEquals(
                "rack: not a dead letter: item=2 state=done; left as it is\n"
                        + "rack: not a dead letter: item=3 state=ready; left as it is\n"
                        + "rack: redriven: items=1 queue=" + queue + "\n",
                told());
        assertEquals(1, dead());
    }

    @Test
    void anItemThatIsNotThereIsNamedAndNothingIsDone() {
        assertEquals(ExitCode.USAGE, rack("redrive", "--execute", queue.toString(), "1", "5"));
        assertTrue(told().startsWith("rack: no such item: item=5 put=4"), told());
        assertEquals(2, dead());
        assertEquals(
                ExitCode.UNUSABLE,
                rack("redrive", "--execute", folder.resolve("none").toString()));
    }

    @Test
    void asJsonItIsADocumentALine() {
        assertEquals(0, rack("redrive", "--json", queue.toString(), "1"));
        assertEquals(List.of("{\"number\":1,\"state\":\"dead\",\"attempts\":2,\"redriven\":false}"), rows());
        assertEquals(1, rack("redrive", "--json", "--execute", queue.toString(), "1", "4"));
        assertEquals(
                List.of(
                        "{\"number\":1,\"state\":\"dead\",\"attempts\":2,\"redriven\":true}",
                        "{\"number\":4,\"state\":\"ready\",\"attempts\":0,\"redriven\":false}"),
                rows());
    }

    @Test
    void aQueueThatWasShutDownAtOnceIsLeftAlone() {
        try (JoinableQueue<byte[]> open = open()) {
            open.shutdownNow();
        }
        assertEquals(ExitCode.CLOSED, rack("redrive", "--execute", queue.toString()));
        assertEquals(1, told().lines().count(), told());
        assertEquals(2, dead());
    }

    @Test
    void showTellsTheWholeHistoryInEightyColumns() {
        rack("redrive", "--execute", queue.toString(), "1");
        assertEquals(0, rack("show", queue.toString(), "1", "3"));
        assertTrue(rows().stream().allMatch(row -> row.length() <= 80), rows().toString());
        String pid = String.valueOf(ProcessHandle.current().pid());
        List<String> shown = rows().stream()
                .map(row -> row.replaceAll("\\S{10}T\\S{8}Z", "DATE"))
                .map(row -> row.replaceAll(" +\\d+ ms", " 0 ms"))
                .toList();
        assertEquals(
                List.of(
                        "    1  failed       1  DATE 0 ms  " + pid + "@dryer",
                        "    java.lang.IllegalStateException: the reason is a long one, longer than a lin",
                        "    e of eighty columns",
                        "        at com.example.Work.run(Work.java:7)",
                        "    2  dead        65  DATE 0 ms  " + pid + "@dryer",
                        "    bad data",
                        "       redriven        DATE                " + pid + "@rack"),
                shown.subList(7, 14));
        assertTrue(rows().contains("    \\xff"), rows().toString());
    }

    @Test
    void showAsJsonHasTheHistory() {
        rack("show", "--json", queue.toString(), "1");
        String document = rows().get(0).replaceAll("_millis\":\\d+", "_millis\":0");
        String worker = ProcessHandle.current().pid() + "@dryer";
        assertEquals(
                "{\"number\":1,\"state\":\"dead\",\"attempts\":2,\"payload\":\"first\",\"history\":["
                        + "{\"attempt\":1,\"ending\":\"failed\",\"exit_code\":1,\"worker\":\"" + worker
                        + "\",\"started_millis\":0,\"ended_millis\":0,\"output_bytes\":3,\"error\":\""
                        + TRACE.replace("\n", "\\n").replace("\t", "\\t") + "\"},"
                        + "{\"attempt\":2,\"ending\":\"dead\",\"exit_code\":65,\"worker\":\"" + worker
                        + "\",\"started_millis\":0,\"ended_millis\":0,\"output_bytes\":0,\"error\":\"bad data\"}]}",
                document);
        rack("show", "--json", queue.toString(), "3");
        assertTrue(rows().get(0).contains("\"error_base64\":\"/w==\""), rows().toString());
    }
}
