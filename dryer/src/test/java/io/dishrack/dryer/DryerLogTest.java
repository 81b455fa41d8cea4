package io.dishrack.dryer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dishrack.ItemOptions;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --log json} tells; the fields are on the page of {@code io.dishrack.cli}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DryerLogTest {

    private static final String COMMON = "time program pid event ";

    @TempDir
    private Path temp;

    private Sink sink;

    @BeforeEach
    void open() {
        sink = new Sink(temp.resolve("queue"));
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private static List<Map<String, String>> events(String told) throws IOException {
        List<Map<String, String>> events = new ArrayList<>();
        for (String line : told.split("\n")) {
            Map<String, String> event = new LinkedHashMap<>();
            try (JsonParser json = JsonFactory.builder().build().createParser(line)) {
                assertEquals(JsonToken.START_OBJECT, json.nextToken(), line);
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    json.nextToken();
                    event.put(json.currentName(), json.getText());
                }
            }
            events.add(event);
        }
        return events;
    }

    private static String fields(Map<String, String> event) {
        return String.join(" ", event.keySet());
    }

    @Test
    void eachEventHasItsFields() throws Exception {
        sink.queue().put(Texts.bytes("fails"), ItemOptions.NONE.withKey("k"));
        sink.putPlain("picky", "fine");
        String script = "case $1 in fails) echo so >&2; exit 3;; picky) exit 65;; esac";
        Sink.Ran ran = sink.dry(
                "--log=json", "--max-attempts=2", "--retry-delay=0ms", "--reject-exit=65", "--shell", script, "QUEUE");
        assertEquals(1, ran.code(), ran.errors());
        Map<String, Map<String, String>> byName = new LinkedHashMap<>();
        events(ran.errors()).forEach(event -> byName.put(event.get("event"), event));

        assertEquals(COMMON + "queue jobs", fields(byName.get("started")));
        Map<String, String> failed = byName.get("item_failed");
        assertEquals(COMMON + "message item key attempt max_attempts exit_code reason", fields(failed));
        assertEquals(
                "[1, k, 1, 2, 3, so]", failed.values().stream().skip(5).toList().toString());
        assertEquals("dryer", failed.get("program"));
        assertTrue(
                failed.get("message").startsWith("item failed: item=1 attempt=1/2 exit=3 reason=so"),
                failed.toString());
        Map<String, String> dead = byName.get("item_dead");
        assertEquals(fields(failed), fields(dead));
        assertEquals("2", dead.get("attempt"));
        assertEquals(COMMON + "message item attempt exit_code reason", fields(byName.get("item_rejected")));
        assertEquals("so", byName.get("stderr").get("message"));
        Map<String, String> stopped = byName.get("stopped");
        assertEquals(COMMON + "done failed seconds exit_code", fields(stopped));
        assertEquals("1 2 1", stopped.get("done") + " " + stopped.get("failed") + " " + stopped.get("exit_code"));
    }

    @Test
    void anErrorThatEndsItIsAnEventToo() throws Exception {
        Sink.Ran ran = Sink.runProgram(
                "--log", "json", "--until-empty", temp.resolve("nonesuch").toString());
        List<Map<String, String>> events = events(ran.errors());
        assertEquals("error", events.get(events.size() - 1).get("event"), ran.errors());
        assertEquals("3", events.get(events.size() - 1).get("exit_code"), ran.errors());
    }

    @Test
    void withoutTheOptionItTellsLines() throws Exception {
        sink.putPlain("a");
        Sink.Ran ran = sink.dry("--max-attempts=1", "QUEUE", "--", "false");
        assertEquals("dryer: item failed for good: item=1 attempt=1/1 exit=1 reason=exit code 1\n", ran.errors());
    }
}
