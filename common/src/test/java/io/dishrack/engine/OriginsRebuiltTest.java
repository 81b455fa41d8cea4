package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.Finding;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.WorkFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of origins that a reboot or damage took: the item log tells the same. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OriginsRebuiltTest {

    private static final int ITEMS = 40;
    private static final int DAMAGED = 64;

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void fill() throws Exception {
        folder = temp.resolve("queue");
        try (JoinableQueue<byte[]> queue = open(1)) {
            for (int i = 1; i <= ITEMS; i++) {
                assertEquals(i, put(queue, i));
            }
        }
    }

    private JoinableQueue<byte[]> open(long bootId) {
        return new FolderEngine(new Host(Disk.REAL, bootId, Faults.NONE))
                .open(folder.toUri(), QueueLab.options().withSegmentBytes(1 << 16));
    }

    private static long put(JoinableQueue<byte[]> queue, int sequence) throws InterruptedException {
        return queue.put(
                bytes("item " + sequence + ".".repeat(4_000)),
                ItemOptions.NONE.withOrigin(new Origin("source", sequence, sequence)));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("origins"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private void damage() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(DAMAGED);
            bytes.writeLong(-1);
        }
    }

    private static void assertKnowsAll(JoinableQueue<byte[]> queue) throws InterruptedException {
        for (int i = 1; i <= ITEMS; i++) {
            assertEquals(-i, put(queue, i));
        }
        assertEquals(new Origin("source", ITEMS, ITEMS), queue.lastOf("source"));
        assertEquals(ITEMS, queue.status().put());
        assertEquals(ITEMS, drain(queue).size());
    }

    private List<Finding> verify() {
        List<Finding> found = new ArrayList<>();
        Dishrack.salvage(folder).verify(found::add);
        return found.stream().filter(Finding::damage).toList();
    }

    @Test
    void afterARebootWhatIsGoneIsCompletedFromTheLog() throws Exception {
        Files.delete(file());
        try (JoinableQueue<byte[]> queue = open(2)) {
            assertKnowsAll(queue);
        }
    }

    @Test
    void afterARebootWhatIsHalfWrittenIsCompletedFromTheLog() throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(64);
            bytes.write(new byte[4096]);
        }
        try (JoinableQueue<byte[]> queue = open(2)) {
            assertKnowsAll(queue);
        }
    }

    @Test
    void afterARebootThatTookItemsTheirOriginsAreTakenBack() throws Exception {
        List<Path> segments;
        try (var paths = Files.list(folder.resolve("items"))) {
            segments = paths.filter(path -> path.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
        Files.delete(segments.get(segments.size() - 1));
        try (JoinableQueue<byte[]> queue = open(2)) {
            int left = (int) queue.status().put();
            assertTrue(left < ITEMS, "left=" + left);
            assertEquals(left, queue.lastOf("source").sequence());
            for (int i = 1; i <= ITEMS; i++) {
                assertEquals(i <= left ? -i : i, put(queue, i));
            }
        }
    }

    @Test
    void aFileOrFolderThatIsGoneIsToldByVerifyAndMendedByRepair() throws Exception {
        for (Path gone : List.of(file(), file().getParent())) {
            WorkFolder.delete(gone);
            List<Finding> found = verify();
            assertEquals(1, found.size(), found.toString());
            assertTrue(found.get(0).text().contains("missing"), found.toString());
            Dishrack.salvage(folder).repair(true, finding -> {});
            assertEquals(List.of(), verify());
        }
        try (JoinableQueue<byte[]> queue = open(1)) {
            assertKnowsAll(queue);
        }
    }

    @Test
    void whatIsForgottenIsNotMissed() throws Exception {
        try (JoinableQueue<byte[]> queue = open(1)) {
            queue.put(bytes("far"), ItemOptions.NONE.withOrigin(Origin.of("source", 1 << 20)));
            queue.forget("source", 1 << 20);
        }
        assertEquals(List.of(), verify());
        try (JoinableQueue<byte[]> queue = open(2)) {
            assertEquals(0, queue.find(Origin.of("source", 1)));
            assertThrows(IllegalArgumentException.class, () -> put(queue, 1));
        }
        assertEquals(List.of(), verify());
    }

    @Test
    void damageIsRefusedToldByVerifyAndMendedByRepair() throws Exception {
        assertEquals(List.of(), verify());
        damage();
        try (JoinableQueue<byte[]> queue = open(1)) {
            String message = assertThrows(QueueUnusableException.class, () -> put(queue, 1))
                    .getMessage();
            assertTrue(message.contains(file().toString()), message);
            assertEquals(ITEMS + 1, queue.put(bytes("without one")));
            assertEquals(ITEMS + 1, drain(queue).size());
        }
        List<Finding> found = verify();
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).file().startsWith("origins/"), found.toString());
        Dishrack.salvage(folder).repair(true, finding -> {});
        assertEquals(List.of(), verify());
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, QueueLab.options())) {
            for (int i = 1; i <= ITEMS; i++) {
                assertEquals(-i, put(queue, i));
            }
        }
    }

    @Test
    void itIsReadableByItsOwnerOnly() throws IOException {
        Set<String> modes = new TreeSet<>();
        for (Path path : List.of(folder.resolve("origins"), file())) {
            modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        assertEquals(Set.of("rwx------", "rw-------"), modes);
        assertFalse(Files.isSymbolicLink(file()));
    }
}
