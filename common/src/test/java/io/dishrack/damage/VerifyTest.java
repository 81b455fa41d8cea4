package io.dishrack.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.Finding;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueCheck;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import io.dishrack.rack.RackRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code rack verify} and {@code rack export} on whole and on damaged queues. */
@Timeout(120)
final class VerifyTest {

    private static final int DAMAGED_ITEM = 30;
    private static final int LEDGER_HEADER = 4096;

    @TempDir
    Path temp;

    private Path queue;
    private Truth truth;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeQueue() throws Exception {
        make(Specimen.Kind.MIXED);
    }

    private void make(Specimen.Kind kind) throws Exception {
        Specimen specimen = Specimen.make(kind, temp.resolve("made" + kind));
        queue = temp.resolve("queue" + kind);
        Image.delete(queue);
        specimen.image().restore(queue);
        truth = specimen.truth();
    }

    private int rack(String... arguments) {
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return RackRunner.run(Stdio.of("rack", new ByteArrayInputStream(new byte[0]), out, errors), arguments);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        QueueCheck check = Dishrack.salvage(queue).verify(findings::add);
        assertEquals(check.damages(), findings.stream().filter(Finding::damage).count());
        return findings;
    }

    private void assertFinds(String fact, String file) {
        assertTrue(
                findings().stream()
                        .anyMatch(f -> f.damage()
                                && f.fact().contains(fact)
                                && f.file().equals(file)),
                findings().toString());
        assertEquals(ExitCode.UNUSABLE, rack("verify", queue.toString()));
        assertTrue(shown().contains("file=" + file), shown());
    }

    @ParameterizedTest
    @EnumSource(Specimen.Kind.class)
    void aWholeQueueIsSoundAndNothingIsChanged(Specimen.Kind kind) throws Exception {
        make(kind);
        Map<String, byte[]> before = contents();
        assertEquals(List.of(), findings());
        assertEquals(ExitCode.OK, rack("verify", queue.toString()));
        String put = Long.toString(truth.put());
        String readable = truth.reclaims() ? "\\d+" : put;
        assertTrue(
                shown().lines()
                        .findFirst()
                        .orElse("")
                        .matches("sound: items=" + put + " readable=" + readable + "\\b.*"),
                shown());
        assertEquals(ExitCode.OK, rack("export", queue.toString()));
        Map<String, byte[]> after = contents();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertTrue(Arrays.equals(bytes, after.get(name)), name));
    }

    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(queue)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                contents.put(queue.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return contents;
    }

    @Test
    void aQueueAtWorkIsSoundAndWhatCannotBeJudgedIsSaid() {
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, Specimen.options())) {
            assertFalse(open.isShutdown());
            List<Finding> findings = findings();
            assertTrue(findings.stream().noneMatch(Finding::damage), findings.toString());
            assertTrue(findings.stream().anyMatch(f -> f.text().contains("processes=1")), findings.toString());
            assertEquals(ExitCode.OK, rack("verify", queue.toString()));
        }
    }

    @Test
    void aDamagedStateIsFoundAndTheItemExportedWithoutOne() throws Exception {
        Blows.flip("ledger/00000000.ledger", LEDGER_HEADER + (DAMAGED_ITEM - 1) * Long.BYTES + 7, 3)
                .strike(queue);
        assertFinds("state is damaged", "ledger/00000000.ledger");
        assertEquals(ExitCode.UNUSABLE, rack("export", queue.toString()));
        assertEquals(truth.put(), shown().lines().count());
        assertTrue(
                shown().contains("{\"number\":" + DAMAGED_ITEM + ",\"state\":\"unknown\""), shown().substring(0, 200));
    }

    @ParameterizedTest
    @CsvSource({
        "queue.properties, can't be read",
        "control, can't read file",
        "locks, can't be used",
        "ledger/00000000.ledger, file is missing",
        "items/large/61, large payload is missing or damaged",
    })
    void aMissingFileIsFound(String file, String fact) throws Exception {
        Blows.remove(file).strike(queue);
        String told = file.contains("large") ? "items/19700101F.cq4" : file;
        assertFinds(fact, told);
    }

    @Test
    void aMissingSegmentIsFoundWithTheNumbersOfItsItems() throws Exception {
        Blows.remove("items/19700102F.cq4").strike(queue);
        assertFinds("messages are missing before this file", "items/19700103F.cq4");
    }

    @ParameterizedTest
    @CsvSource({"control", "ledger", "queue.properties", "results", "locks"})
    void withoutOneOfTheOtherFilesEveryItemIsExported(String missing) throws Exception {
        Blows.remove(missing).strike(queue);
        List<ItemView> items = new ArrayList<>();
        Dishrack.salvage(queue).items(items::add, finding -> {});
        assertEquals(truth.put(), items.size());
        for (ItemView item : items) {
            assertTrue(Arrays.equals(Item.payload(item.number()), item.payload()));
            if (!missing.equals("ledger")) {
                assertEquals(truth.item(item.number()).state(), item.state());
            }
        }
    }

    @Test
    void theControlFileOfAnotherQueueIsFound() throws Exception {
        Specimen fresh = Specimen.make(Specimen.Kind.FRESH, temp.resolve("fresh"));
        fresh.image().restore(temp.resolve("freshCopy"));
        Files.copy(
                temp.resolve("freshCopy/control"),
                queue.resolve("control"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertFinds("control is of another queue", "control");
    }

    @Test
    void aRepairAsJsonIsOneDocumentToo() throws Exception {
        assertEquals(ExitCode.OK, rack("repair", "--json", queue.toString()));
        assertEquals("{\"queue\":\"" + queue + "\",\"findings\":[],\"repaired\":false,\"damages\":0}", shown().strip());
        Blows.overwrite("zero", "control", 512, new byte[8]).strike(queue);
        assertEquals(ExitCode.OK, rack("repair", "--json", queue.toString()));
        assertTrue(shown().contains("\"repaired\":false,\"damages\":1}"), shown());
        assertEquals(ExitCode.OK, rack("repair", "--json", "--execute", queue.toString()));
        assertEquals(1, shown().lines().count());
        assertTrue(shown().contains("\"offset\":512,\"fact\":\"word is damaged: number of the last item\""), shown());
        assertTrue(shown().contains("\"repaired\":true,\"damages\":1,\"dead_letters\":0,\"left\":0,"), shown());
        assertTrue(shown().contains("\"originals\":\"" + queue + "/quarantine/"), shown());
    }

    @Test
    void jsonIsOneDocument() throws Exception {
        Blows.overwrite("zero", "control", 512, new byte[8]).strike(queue);
        assertEquals(ExitCode.UNUSABLE, rack("verify", "--json", queue.toString()));
        assertEquals(1, shown().lines().count());
        assertTrue(shown().contains("\"offset\":512,\"fact\":\"word is damaged: number of the last item\""), shown());
        assertTrue(shown().contains("\"sound\":false,\"items\":" + truth.put()), shown());
    }
}
