package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RackCommandTest extends RackTest {

    @TempDir
    Path folder;

    private Path queue;

    /** Item 1 is done, 2 dead, 3 delayed, 4 and 5 ready; nobody has the queue open. */
    @BeforeEach
    void fill() throws InterruptedException {
        queue = folder.resolve("queue");
        OpenOptions options =
                OpenOptions.DEFAULTS.withMaxSize(1000).withRole("dryer").withRetryDelay(Duration.ofHours(10));
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, options)) {
            open.put(bytes("first"));
            open.put(bytes("a\nb"), ItemOptions.NONE.withKey("key"));
            open.put(bytes("third"));
            open.put(bytes("\u00ff\u00fe"));
            open.put(bytes("x".repeat(200)));
            List<Delivery<byte[]>> taken = open.pollBatch(3, Duration.ZERO);
            taken.get(0).done();
            taken.get(1).reject(Report.NONE);
            taken.get(2).fail(Report.NONE);
        }
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void statusShowsTheCountsInEightyColumns() {
        assertEquals(0, rack("status", queue.toString()));
        assertTrue(rows().contains("put                        5"), rows().toString());
        assertTrue(rows().contains("  ready                    2"), rows().toString());
        assertTrue(rows().contains("  delayed                  1"), rows().toString());
        assertTrue(rows().contains("  dead                     1"), rows().toString());
        assertTrue(rows().contains("unfinished                 3"), rows().toString());
        assertTrue(rows().contains("bound       1,000"), rows().toString());
        assertTrue(rows().contains("no process has it open"), rows().toString());
        assertFalse(new String(output(), StandardCharsets.UTF_8).contains("\u001b"));
    }

    @Test
    void statusShowsWhoHasTheQueueOpen() {
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS.withRole("washer"))) {
            assertEquals(3, open.unfinished());
            assertEquals(0, rack("status", queue.toString()));
        }
        String pid = String.valueOf(ProcessHandle.current().pid());
        assertTrue(
                rows().stream().anyMatch(row -> row.matches(" *" + pid + "  washer +alive +0  \\d+ s")),
                rows().toString());
    }

    @Test
    void statusAsJsonIsOneDocumentWithTheWrittenSchema() throws IOException {
        assertEquals(0, rack("status", "--json", queue.toString()));
        assertEquals(1, rows().size());
        assertEquals(
                "queue put ready taken delayed done dead cancelled unfinished max_size shutdown limit paused created_millis "
                        + "disk_bytes kept_from keep_bytes keep_results_bytes time_millis put_per_second "
                        + "taken_per_second oldest_waiting oldest_waiting_millis processes",
                String.join(" ", fields(rows().get(0))));
        assertTrue(rows().get(0).contains("\"put\":5,\"ready\":2,\"taken\":0,\"delayed\":1,\"done\":1,\"dead\":1,"));
    }

    private static List<String> fields(String document) throws IOException {
        List<String> fields = new ArrayList<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    fields.add(parser.currentName());
                }
            }
        }
        return fields;
    }

    @Test
    void listShowsEachItemInOneRowOfEightyColumns() {
        assertEquals(0, rack("list", queue.toString()));
        assertEquals(
                List.of(
                        "     NUMBER  STATE      TRIES  PAYLOAD",
                        "          1  done           1  first",
                        "          2  dead           1  [key] a\\nb",
                        "          3  delayed        1  third",
                        "          4  ready          0  \\xff\\xfe",
                        "          5  ready          0  " + "x".repeat(46) + "..."),
                rows());
        assertEquals(80, rows().get(5).length());
    }

    @Test
    void listCanBeNarrowedByStateAndNumber() {
        assertEquals(0, rack("list", "--state", "dead,READY", "--limit", "2", queue.toString()));
        assertEquals(3, rows().size());
        assertTrue(rows().get(1).contains(" 2  dead "), rows().toString());
        assertTrue(rows().get(2).contains(" 4  ready "), rows().toString());
        assertEquals(0, rack("list", "--limit=0", queue.toString()));
        assertEquals(1, rows().size());
    }

    @Test
    void listAsJsonIsADocumentALineWithTheWholePayload() throws IOException {
        assertEquals(0, rack("list", "--json", queue.toString()));
        assertEquals("{\"number\":1,\"state\":\"done\",\"attempts\":1,\"payload\":\"first\"}", rows().get(0));
        assertEquals(
                "{\"number\":2,\"state\":\"dead\",\"attempts\":1,\"key\":\"key\",\"payload\":\"a\\nb\"}",
                rows().get(1));
        assertEquals(
                "[number, state, attempts, due_millis, payload]",
                fields(rows().get(2)).toString());
        assertEquals("{\"number\":4,\"state\":\"ready\",\"attempts\":0,\"payload_base64\":\"//4=\"}", rows().get(3));
        assertTrue(rows().get(4).contains("\"" + "x".repeat(200) + "\""));
    }

    @Test
    void showTellsAllAboutItems() {
        assertEquals(0, rack("show", queue.toString(), "2", "1"));
        assertEquals(
                List.of(
                        "item      2",
                        "state     dead",
                        "attempts  1",
                        "key       key",
                        "bytes     3",
                        "payload   a\\nb",
                        "",
                        "  TRY  ENDING    EXIT  ENDED                         TOOK  WORKER"),
                rows().subList(0, 8));
        String pid = String.valueOf(ProcessHandle.current().pid());
        assertTrue(rows().get(8).matches(" {4}1 {2}dead {9}0 {2}\\S{20} +\\d+ ms {2}" + pid + "@dryer"), rows().get(8));
        assertEquals(
                List.of("", "item      1", "state     done", "attempts  1", "bytes     5", "payload   first"),
                rows().subList(9, rows().size()));
    }

    @Test
    void showGivesThePayloadBackByteForByte() {
        assertEquals(0, rack("show", "--raw", queue.toString(), "4"));
        assertEquals("\u00ff\u00fe", new String(output(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void anItemThatIsNotThereIsNamed() {
        assertEquals(ExitCode.USAGE, rack("show", queue.toString(), "6"));
        assertEquals("rack: no such item: item=6 put=5 queue=" + queue + "; rack list shows which there are\n", told());
        assertEquals(ExitCode.USAGE, rack("show", queue.toString(), "0"));
    }

    @Test
    void aQueueThatIsNotThereIsUnusableAndNotMade() {
        Path nowhere = folder.resolve("nowhere");
        for (String command : List.of("status", "list")) {
            assertEquals(ExitCode.UNUSABLE, rack(command, nowhere.toString()));
            assertTrue(told().contains(nowhere.toString()), told());
            assertEquals(1, told().lines().count(), told());
        }
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void mistakesAreToldInOneLine() {
        isAMistake();
        isAMistake("status");
        isAMistake("list", "--state", "clean", queue.toString());
        isAMistake("list", "--limit", "-1", queue.toString());
        isAMistake("show", queue.toString());
        isAMistake("show", "--json", "--raw", queue.toString(), "1");
        isAMistake("watch", queue.toString());
    }

    private void isAMistake(String... arguments) {
        assertEquals(ExitCode.USAGE, rack(arguments));
        assertTrue(told().startsWith("rack: "), told());
        assertEquals(1, told().lines().count(), told());
    }

    @Test
    void lookingChangesNothing() throws IOException {
        List<String> before = files();
        rack("status", queue.toString());
        rack("list", "--json", queue.toString());
        rack("show", queue.toString(), "1");
        assertEquals(before, files());
    }

    private List<String> files() throws IOException {
        try (var walk = Files.walk(queue)) {
            return walk.filter(Files::isRegularFile)
                    .sorted()
                    .map(RackCommandTest::described)
                    .toList();
        }
    }

    private static String described(Path file) {
        try {
            return file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file) + " "
                    + Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anItemBehindAnotherOfItsKeyIsToldSo() throws Exception {
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS)) {
            open.putAll(List.of(bytes("one"), bytes("two")), ItemOptions.NONE.withKey("mine"));
            open.pollBatch(10, Duration.ZERO);
            assertEquals(0, rack("list", queue.toString(), "--state", "delayed"));
            assertTrue(rows().get(2).endsWith("delayed        0  [behind mine] two"), rows().get(2));
            assertEquals(0, rack("show", queue.toString(), "7"));
            assertTrue(rows().contains("due       behind another of its key, when that is finished"), told());
            assertEquals(0, rack("list", queue.toString(), "--json", "--state", "delayed"));
            assertEquals(
                    List.of("{\"number\":7,\"state\":\"delayed\",\"attempts\":0,\"key\":\"mine\",\"payload\":\"two\"}"),
                    rows().subList(1, 2));
        }
    }
}
