package io.dishrack.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.HistoryEntry;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import io.dishrack.QueueRepair;
import io.dishrack.QueueUnusableException;
import io.dishrack.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rack repair}: what it mends, what it says, and that it loses nothing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RepairTest {

    /** Few: every trial of {@link DamageTest} has a repair too. */
    private static final int DAMAGES = 12;

    private static final int LEDGER_HEADER = 4096;

    @TempDir
    Path temp;

    private Specimen mixed() throws Exception {
        return Specimen.make(Specimen.Kind.MIXED, temp.resolve("made"));
    }

    private Path copyOf(Specimen specimen) throws Exception {
        Path queue = temp.resolve("queue");
        specimen.image().restore(queue);
        return queue;
    }

    private static QueueRepair repair(Path queue) {
        return Dishrack.salvage(queue).repair(true, finding -> {});
    }

    private static Damage hitState(long number) {
        return Blows.flip("ledger/00000000.ledger", LEDGER_HEADER + (number - 1) * Long.BYTES + 5, 2);
    }

    private static long first(Specimen specimen, ItemState state, boolean withResult) {
        return specimen.truth().items().stream()
                .filter(item -> item.state() == state && (item.number() % 3 != 0) == withResult)
                .findFirst()
                .orElseThrow()
                .number();
    }

    @Test
    void whateverIsDamagedNoReadableItemIsLostAndTheQueueWorksAgain() throws Exception {
        Path specimens = temp.resolve("specimens");
        Plan.prepare(specimens);
        Plan plan = new Plan(specimens, Seed.random("repair").nextLong());
        List<String> bad = new ArrayList<>();
        for (long number = 0; number < DAMAGES; number++) {
            Path queue = temp.resolve("queue-" + number);
            Trial trial = plan.trial(number, queue);
            List<String> defects = new RepairTrial(trial.specimen(), trial.damage(), queue).run();
            if (!defects.isEmpty()) {
                bad.add("number=" + number + " queue=" + trial.kind() + " " + trial.damage() + ": " + defects);
            }
            Image.delete(queue);
            Image.delete(queue.resolveSibling(queue.getFileName() + ".outside"));
        }
        assertEquals(List.of(), bad);
    }

    @Test
    void withoutExecuteNothingIsChanged() throws Exception {
        Path queue = copyOf(mixed());
        hitState(20).strike(queue);
        byte[] before = Files.readAllBytes(queue.resolve("ledger/00000000.ledger"));
        assertEquals(1, RepairTrial.dryRun(queue).size());
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(queue.resolve("ledger/00000000.ledger"))));
        assertFalse(Files.exists(queue.resolve("quarantine")));
    }

    @Test
    void anItemWhoseStateIsLostIsADeadLetterThatSaysSoAndTheOriginalIsKept() throws Exception {
        Specimen specimen = mixed();
        Path queue = copyOf(specimen);
        long number = first(specimen, ItemState.READY, true);
        hitState(number).strike(queue);
        byte[] damaged = Files.readAllBytes(queue.resolve("ledger/00000000.ledger"));
        QueueRepair repair = repair(queue);
        assertEquals(1, repair.deadLetters());
        assertEquals(0, repair.left());
        assertTrue(java.util.Arrays.equals(
                damaged, Files.readAllBytes(repair.quarantine().resolve("ledger/00000000.ledger"))));
        try (QueueInspector inspector = Dishrack.inspect(queue)) {
            assertEquals(ItemState.DEAD, inspector.item(number).state());
            List<HistoryEntry> history = inspector.history(number);
            String reason =
                    new String(history.get(history.size() - 1).result().report().error(), StandardCharsets.UTF_8);
            assertTrue(reason.contains("redrive"), reason);
        }
    }

    @Test
    void aRecordedResultProvesThatAnItemWasDone() throws Exception {
        Specimen specimen = mixed();
        Path queue = copyOf(specimen);
        long proved = first(specimen, ItemState.DONE, true);
        long unproved = first(specimen, ItemState.DONE, false);
        hitState(proved).strike(queue);
        hitState(unproved).strike(queue);
        assertEquals(1, repair(queue).deadLetters());
        try (QueueInspector inspector = Dishrack.inspect(queue)) {
            assertEquals(ItemState.DONE, inspector.item(proved).state());
            assertEquals(ItemState.DEAD, inspector.item(unproved).state());
        }
    }

    @Test
    void withoutControlAndPropertiesTheQueueIsMadeWholeFromLogAndLedger() throws Exception {
        Specimen specimen = mixed();
        Path queue = copyOf(specimen);
        Blows.remove("control").strike(queue);
        Blows.remove("queue.properties").strike(queue);
        assertEquals(List.of(), new RepairTrial(specimen, Blows.remove("locks"), temp.resolve("other")).run());
        assertEquals(0, repair(queue).left());
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, Specimen.options())) {
            assertEquals(specimen.truth().put(), open.status().put());
            assertEquals(specimen.truth().in(ItemState.DONE), open.status().done());
        }
    }

    @Test
    void noNumberIsGivenTwiceThoughControlAndTheEndOfTheLogAreLost() throws Exception {
        Specimen specimen = mixed();
        Path queue = copyOf(specimen);
        Blows.remove("control").strike(queue);
        try (Stream<Path> segments = Files.list(queue.resolve("items"))) {
            Files.delete(segments.filter(file -> file.toString().endsWith(".cq4"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
        }
        assertEquals(0, repair(queue).left());
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, Specimen.options())) {
            assertEquals(specimen.truth().put() + 1, open.put("next".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void whatWasPutBehindALostItemOfItsKeyRunsAfterTheRepair() throws Exception {
        Damage cut = Blows.truncate("items/19700103F.cq4", 78_184);
        assertEquals(List.of(), new RepairTrial(mixed(), cut, temp.resolve("queue")).run());
    }

    @Test
    void aQueueInUseIsNotRepaired() throws Exception {
        Path queue = copyOf(mixed());
        Blows.flip("items/large/61", 1000, 2).strike(queue);
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, Specimen.options())) {
            assertFalse(open.isShutdown());
            QueueUnusableException refused = assertThrows(QueueUnusableException.class, () -> repair(queue));
            assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
        }
    }

    @Test
    void aSoundQueueIsLeftAlone() throws Exception {
        Path queue = copyOf(mixed());
        QueueRepair repair = repair(queue);
        assertEquals(0, repair.damages());
        assertFalse(Files.exists(queue.resolve("quarantine")));
    }
}
