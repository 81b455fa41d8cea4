package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.HistoryEntry;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.slots.LockFile;
import io.dishrack.engine.slots.SlotTable;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A repair beside others: those who come meanwhile, and those who died. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FolderRepairTest {

    private static final int LEDGER_HEADER = 4096;

    private Path folder;

    /** Three items; the state of the second is damaged. */
    @BeforeEach
    void make(@TempDir Path temp) throws Exception {
        folder = temp.toRealPath().resolve("queue");
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, QueueLab.options())) {
            for (int i = 1; i <= 3; i++) {
                queue.put(bytes("item " + i), ItemOptions.WITH_RESULT);
            }
        }
        Path ledger = folder.resolve("ledger/00000000.ledger");
        byte[] content = Files.readAllBytes(ledger);
        content[LEDGER_HEADER + Long.BYTES + 5] ^= 1;
        Files.write(ledger, content);
    }

    private JoinableQueue<byte[]> open() {
        return Dishrack.open(folder, QueueLab.options());
    }

    private void repair() {
        assertEquals(0, Dishrack.salvage(folder).repair(true, finding -> {}).left());
    }

    private static FolderEngine engine(Faults faults) {
        return new FolderEngine(new Host(Disk.REAL, Host.real().bootId(), faults));
    }

    private static String refusal(Executable call) {
        return assertThrows(QueueUnusableException.class, call).getMessage();
    }

    @Test
    void whoeverComesMeanwhileIsToldOfIt() {
        try (LockFile locks = LockFile.open(folder, false)) {
            List<FileLock> all = locks.lockAll(ControlDescriptor.SLOTS);
            for (Executable call : List.<Executable>of(
                    this::open, () -> Dishrack.inspect(folder), () -> Dishrack.salvage(folder), () -> repair())) {
                String refusal = refusal(call);
                assertTrue(refusal.startsWith("queue is being repaired: folder=" + folder + ";"), refusal);
            }
            assertTrue(refusal(() -> locks.lockAll(1)).startsWith("queue is being repaired"));
            all.forEach(LockFile::release);
        }
        repair();
    }

    @Test
    void aQueueInUseIsLeftWithNoByteLocked() {
        try (JoinableQueue<byte[]> queue = open();
                LockFile locks = LockFile.open(folder, false)) {
            assertEquals(1, locks.living(ControlDescriptor.SLOTS));
            String refusal = refusal(() -> locks.lockAll(ControlDescriptor.SLOTS));
            assertTrue(refusal.contains("queue is in use: folder=" + folder + " processes=1;"), refusal);
            assertEquals(1, locks.living(ControlDescriptor.SLOTS));
            assertEquals(1, queue.status().processes().size());
        }
    }

    @Test
    void whoMappedTheControlFileOfBeforeDoesNotGoOnWithIt() throws Exception {
        FolderEngine slow = engine(fault -> {
            if (fault == Fault.CONTROL_MAPPED) {
                repair();
            }
        });
        String refusal = refusal(() -> slow.open(folder.toUri(), QueueLab.options()));
        assertTrue(refusal.startsWith("queue was repaired just now"), refusal);
        try (JoinableQueue<byte[]> queue = open()) {
            assertEquals(4, queue.put(bytes("item 4")));
            assertEquals(1, queue.status().processes().size());
        }
    }

    @Test
    void aProcessRecordThatIsDamagedKeepsNoOtherDeadOnesCommandsAlive() throws Exception {
        Process command = new ProcessBuilder("sleep", "1000").start();
        try {
            Region words = ControlFile.open(folder, true).region();
            words.longVolatile(ControlDescriptor.slotOffset(0), 77);
            int dead = 5;
            int at = ControlDescriptor.slotOffset(dead);
            words.longPlain(at + ControlDescriptor.SLOT_PID, 1L << 40);
            words.longPlain(at + ControlDescriptor.SLOT_BORN, 0);
            long start = ProcStat.of(command.pid()).orElseThrow().start();
            SlotTable slots = new SlotTable(words, null);
            slots.slot(dead).child(0, command.pid(), start);
            words.longPlain(at + ControlDescriptor.SLOT_CHECK, slots.slot(dead).check());
            words.sealedVolatile(at + ControlDescriptor.SLOT_SINCE, System.currentTimeMillis());
            repair();
            Await.until("the command is gone", () -> !command.isAlive());
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void aRepairThatEndsWhileItRecordsReasonsLeavesAQueueThatWorks() throws Exception {
        boolean[] reached = {false};
        FolderEngine dying = engine(fault -> {
            if (fault == Fault.PUT_APPENDED) {
                reached[0] = true;
                throw new AssertionError("ends here");
            }
        });
        assertThrows(AssertionError.class, () -> dying.salvage(folder.toUri()).repair(true, finding -> {}));
        assertTrue(reached[0]);
        try (JoinableQueue<byte[]> queue = open()) {
            Delivery<byte[]> delivery = queue.take();
            assertEquals(Outcome.APPLIED, delivery.done(Report.of(bytes("out"))));
            assertEquals(1, queue.status().dead());
        }
    }

    @Test
    void aSegmentWhoseMakerDiedBeforeItWentOnThereIsNoDamage() {
        int[] made = {0};
        FolderEngine dying = engine(fault -> {
            if (fault == Fault.LOG_SEGMENT_MADE && ++made[0] == 2) {
                throw new AssertionError("ends here");
            }
        });
        Path other = folder.resolveSibling("other");
        JoinableQueue<byte[]> queue =
                dying.open(other.toUri(), QueueLab.options().withSegmentBytes(1 << 16));
        assertThrows(AssertionError.class, () -> {
            for (; ; ) {
                queue.put(new byte[10_000]);
            }
        });
        queue.close();
        List<String> findings = new ArrayList<>();
        assertTrue(
                Dishrack.salvage(other)
                        .verify(finding -> findings.add(finding.text()))
                        .isSound(),
                findings::toString);
    }

    @Test
    void theReasonOfADeadLetterIsRecordedOnce() throws Exception {
        repair();
        assertFalse(Files.exists(folder.resolve("items/large")));
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            assertEquals(ItemState.DEAD, inspector.item(2).state());
            List<HistoryEntry> history = inspector.history(2);
            assertEquals(1, history.size());
            assertEquals(HistoryEntry.Kind.REPAIRED, history.get(0).kind());
        }
    }
}
