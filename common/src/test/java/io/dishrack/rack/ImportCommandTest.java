package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack export} tells comes back by {@code rack import}. */
@Timeout(60)
final class ImportCommandTest {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, 10};

    @TempDir
    Path folder;

    private final RackLab rack = new RackLab();
    private Path file;
    private Path copy;

    /** An export of: 1 done, 2 dead, 3 ready with a key, 4 ready and no text. */
    @BeforeEach
    void export() throws Exception {
        Path queue = folder.resolve("queue");
        copy = folder.resolve("copy");
        file = folder.resolve("items.jsonl");
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS)) {
            Texts.putAll(open, "first", "second");
            open.put(Texts.bytes("third"), ItemOptions.NONE.withKey("key"));
            open.put(NO_TEXT);
            List<Delivery<byte[]>> taken = open.pollBatch(2, Duration.ZERO);
            taken.get(0).done();
            taken.get(1).reject(Report.NONE);
        }
        assertEquals(0, rack.run("export", queue));
        Files.writeString(file, rack.out());
    }

    private JoinableQueue<byte[]> openCopy() {
        return Dishrack.open(copy, OpenOptions.DEFAULTS.withCreate(false));
    }

    @Test
    void withoutExecuteItOnlyCounts() {
        assertEquals(0, rack.run("import", copy, file));
        assertEquals("rack: would put: items=2 skipped=2 queue=" + copy + "; add --execute to do it\n", rack.told());
        assertFalse(Files.exists(copy));
    }

    @Test
    void whatWasNotFinishedIsPutWithKeyAndBytes() throws Exception {
        assertEquals(0, rack.run("import", "--execute", copy, file));
        assertEquals("rack: put: items=2 skipped=2 queue=" + copy + "\n", rack.told());
        try (JoinableQueue<byte[]> open = openCopy()) {
            Delivery<byte[]> first = Texts.next(open);
            assertEquals("third", Texts.text(first));
            assertEquals("key", first.key());
            assertTrue(Arrays.equals(NO_TEXT, Texts.next(open).item()));
        }
    }

    @Test
    void othersArePutWhenAskedForAndStandardInputServesToo() throws IOException {
        rack.input(Files.readString(file));
        assertEquals(0, rack.run("import", "--json", "--execute", "--state=dead,done", copy));
        assertEquals(
                "{\"queue\":\"" + copy + "\",\"executed\":true,\"items\":2,\"skipped\":2,\"unreadable\":0}\n",
                rack.out());
        assertEquals(0, rack.run("export", copy));
        assertTrue(rack.rows().get(0).endsWith("\"payload\":\"first\"}"), rack.out());
        assertTrue(rack.rows().get(1).endsWith("\"payload\":\"second\"}"), rack.out());
    }

    @Test
    void anItemThatCouldNotBeReadIsToldAndTheOthersPut() {
        rack.input("{\"number\":1,\"state\":\"unknown\",\"attempts\":0,\"problem\":\"torn\"}\n"
                + "{\"number\":2,\"state\":\"unknown\",\"new\":{\"a\":[1]},\"payload\":\"x\"}\n");
        assertEquals(ExitCode.FAILED_ITEMS, rack.run("import", "--execute", copy));
        assertTrue(rack.told().startsWith("rack: put: items=1 skipped=0 "), rack.told());
        assertTrue(rack.told().contains("items without a payload: items=1;"), rack.told());
    }

    @Test
    void whatIsNoExportIsRefusedWithItsPlace() {
        for (String bad : List.of("{\"payload\":1}", "[]", "{\"payload\":\"x\"", "{\"state\":\"ready\"}", "x")) {
            rack.input("{\"payload\":\"good\"}\n" + bad + "\n");
            assertEquals(ExitCode.USAGE, rack.run("import", copy), bad);
            assertTrue(rack.told().startsWith("rack: not a line of an export: item=2 reason="), rack.told());
        }
        assertEquals(ExitCode.UNUSABLE, rack.run("import", copy, folder.resolve("missing")));
    }

    @Test
    void manyItemsKeepTheirOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2500; i++) {
            lines.append("{\"payload\":\"").append(i).append(i % 100 == 0 ? "\",\"key\":\"k\"}\n" : "\"}\n");
        }
        rack.input(lines.toString());
        assertEquals(0, rack.run("import", "--execute", copy));
        assertEquals(0, rack.run("list", "--json", copy));
        for (int i = 0; i < 2500; i++) {
            assertTrue(
                    rack.rows().get(i).endsWith("\"payload\":\"" + i + "\"}"),
                    rack.rows().get(i));
        }
        assertEquals(
                2500, new String(rack.bytes(), StandardCharsets.UTF_8).lines().count());
    }
}
