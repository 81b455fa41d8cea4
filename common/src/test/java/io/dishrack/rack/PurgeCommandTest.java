package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.SmallLedger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack purge} deletes, and what the other commands tell of it then. */
@Timeout(60)
final class PurgeCommandTest {

    private static final OpenOptions OPTIONS = QueueLab.options().withMaxAttempts(1);

    @TempDir
    Path folder;

    private final RackLab rack = new RackLab();
    private Path queue;

    /** Ledger files of 8 items; of 20 the first is a dead letter, the last waits, the others are done. */
    @BeforeEach
    void fill() throws Exception {
        queue = folder.resolve("queue");
        Dishrack.open(queue, OPTIONS).close();
        SmallLedger.make(queue, 8);
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OPTIONS)) {
            for (int i = 0; i < 20; i++) {
                open.put(new byte[1_000], ItemOptions.WITH_RESULT);
            }
            open.take().reject(Report.failure(7, "why it is dead"));
            for (int i = 0; i < 18; i++) {
                Delivery<byte[]> item = open.take();
                item.done(Report.of(new byte[10]));
            }
        }
    }

    private String row(String label) {
        return rack.rows().stream()
                .filter(row -> row.startsWith(label))
                .map(row -> row.replaceAll(" {2,}", "  "))
                .findFirst()
                .orElse(label + " is not told");
    }

    @Test
    void withoutExecuteItOnlyTellsHowMuch() {
        assertEquals(0, rack.run("purge", "--dead", queue));
        assertTrue(
                rack.told()
                        .matches("rack: would purge: bytes=\\d{5,} \\(about .* [KM]iB\\) dead letters=1 queue=.*; "
                                + "add --execute to do it\n"),
                rack.told());
        assertEquals(0, rack.run("purge", "--json", queue));
        assertTrue(
                rack.out().matches("\\{\"queue\":\".*\",\"executed\":false,\"bytes\":\\d{5,},\"dead\":0}\n"),
                rack.out());
        assertEquals(0, rack.run("show", queue, 10));
        assertEquals("bytes  1,000", row("bytes"));
        assertEquals(0, rack.run("list", queue));
        assertEquals(21, rack.rows().size());
        assertEquals("", rack.told());
        assertEquals(0, rack.run("results", queue));
        assertEquals(20, rack.rows().size());
    }

    @Test
    void whatIsPurgedIsToldAsReclaimedAndTheRestIsThere() throws Exception {
        assertEquals(0, rack.run("purge", "--execute", queue));
        assertTrue(rack.told().matches("rack: purged: bytes=\\d{4,} \\(.*\\) dead letters=0 queue=.*\n"), rack.told());
        assertEquals(0, rack.run("show", queue, 10));
        assertEquals("state  done", row("state"));
        assertEquals("payload  reclaimed: it was finished, and is deleted", row("payload"));
        assertEquals(0, rack.run("show", "--json", queue, 10));
        assertEquals("{\"number\":10,\"state\":\"done\",\"reclaimed\":true,\"history\":[]}\n", rack.out());
        assertEquals(ExitCode.FAILED_ITEMS, rack.run("show", "--raw", queue, 10));
        assertTrue(rack.told().startsWith("rack: item was reclaimed: item=10 "), rack.told());
        assertEquals(ExitCode.USAGE, rack.run("redrive", queue, 10));
        assertTrue(rack.told().startsWith("rack: item was finished and reclaimed: item=10 "), rack.told());
        assertEquals(0, rack.run("show", queue, 1));
        assertEquals("state  dead", row("state"));
        assertTrue(rack.out().contains("why it is dead"), rack.out());
        assertEquals(0, rack.run("list", queue));
        assertEquals(3, rack.rows().size(), rack.out());
        assertEquals("rack: not listed: finished items before 21, which were reclaimed\n", rack.told());
        assertEquals(0, rack.run("list", "--state", "dead", queue));
        assertEquals("", rack.told());
        assertEquals(0, rack.run("results", queue));
        assertEquals(1, rack.rows().size(), rack.out());
        assertEquals(0, rack.run("export", queue));
        assertEquals(List.of("1", "20"), numbers());
        assertEquals(0, rack.run("verify", queue));
        assertEquals(0, rack.run("status", queue));
        assertEquals("kept  1.0 GiB of finished items, from 21 on; 1.0 GiB of results", row("kept"), rack.out());
        assertEquals("  done  18", row("  done"));
    }

    private List<String> numbers() {
        return rack.rows().stream()
                .map(row -> row.replaceAll(".*\"number\":(\\d+).*", "$1"))
                .toList();
    }

    @Test
    void deadLettersGoOnlyWhenToldTo() throws Exception {
        assertEquals(0, rack.run("purge", "--dead", "--execute", queue));
        assertTrue(rack.told().contains(" dead letters=1 "), rack.told());
        assertEquals(0, rack.run("status", queue));
        assertEquals("  cancelled  1", row("  cancelled"));
        assertEquals(0, rack.run("list", "--json", queue));
        assertEquals(List.of("20"), numbers());
        assertEquals(0, rack.run("show", queue, 1));
        assertEquals("state  done or cancelled", row("state"));
        assertEquals(0, rack.run("show", "--json", queue, 1));
        assertEquals("{\"number\":1,\"state\":\"unknown\",\"reclaimed\":true,\"history\":[]}\n", rack.out());
        assertEquals(0, rack.run("redrive", "--execute", queue));
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OPTIONS)) {
            assertEquals(20, open.take().number());
        }
    }
}
