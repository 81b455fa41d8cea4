package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.QueueLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queue that is opened after a reboot, with all of its files there or some of them gone. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RebuildTest {

    private static final OpenOptions OPTIONS = QueueLab.options().withSegmentBytes(1 << 16);
    private static final int ITEMS = 60;

    private Path folder;
    private Path crashed;

    /** Items 1 to 10 done, 11 dead, 12 and 13 in the hands of somebody when the machine went down. */
    @BeforeEach
    void crash(@TempDir Path temp) throws Exception {
        folder = temp.resolve("queue");
        crashed = temp.resolve("crashed");
        try (JoinableQueue<byte[]> queue = open(1, folder)) {
            for (int i = 1; i <= ITEMS; i++) {
                queue.put(bytes("item " + i + ".".repeat(4_000)), ItemOptions.WITH_RESULT);
            }
            for (int i = 1; i <= 10; i++) {
                queue.take().done(Report.of(bytes("result " + i)));
            }
            queue.take().reject(Report.NONE);
            queue.pollBatch(2, Duration.ZERO);
            copy(folder, crashed);
        }
    }

    private static JoinableQueue<byte[]> open(long bootId, Path folder) {
        return new FolderEngine(new Host(Disk.REAL, bootId, Faults.NONE)).open(folder.toUri(), OPTIONS);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static List<String> workOff(JoinableQueue<byte[]> queue) throws InterruptedException {
        List<String> came = new ArrayList<>();
        for (Delivery<byte[]> delivery = queue.poll(Duration.ZERO);
                delivery != null;
                delivery = queue.poll(Duration.ZERO)) {
            came.add(text(delivery.item()).replace(".", "") + "/" + delivery.attempt());
            delivery.done();
        }
        return came;
    }

    private static List<String> expected(int from) {
        List<String> expected = new ArrayList<>();
        for (int i = from; i <= ITEMS; i++) {
            if (i != 11) {
                expected.add("item " + i + (i == 12 || i == 13 ? "/2" : "/1"));
            }
        }
        return expected;
    }

    private void assertGoesOn(JoinableQueue<byte[]> queue) throws InterruptedException {
        assertTrue(queue.join(Duration.ZERO));
        assertEquals(ITEMS + 1, queue.put(bytes("more")));
        assertEquals("more", text(queue.take().item()));
    }

    @Test
    void whatWasTakenIsReadyAgainWithItsAttemptCounted() throws Exception {
        try (JoinableQueue<byte[]> queue = open(2, crashed)) {
            assertEquals(10, queue.status().done());
            assertEquals(1, queue.status().dead());
            assertEquals(ITEMS - 11, queue.unfinished());
            assertEquals(1, queue.status().processes().size());
            assertEquals(expected(12), workOff(queue));
            assertGoesOn(queue);
        }
        assertTrue(Files.readString(crashed.resolve(History.NAME)).contains("the machine was booted"));
    }

    @Test
    void resultsOfBeforeAreThereOnce() throws Exception {
        try (JoinableQueue<byte[]> queue = open(2, crashed);
                ResultFeed feed = queue.results(true)) {
            List<String> outputs = new ArrayList<>();
            for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                outputs.add(text(result.report().output()));
            }
            assertEquals(11, outputs.size());
            assertEquals("result 1", outputs.get(0));
            assertEquals("result 10", outputs.get(9));
        }
    }

    @Test
    void largePayloadsThatWereNeverPutAreDeleted() throws Exception {
        Path large = Files.createDirectories(crashed.resolve("items/large"));
        Path left = Files.createFile(large.resolve("new-3-1-1"));
        Path placed = Files.createFile(large.resolve("5"));
        open(1, crashed).close();
        assertTrue(Files.exists(left));
        open(2, crashed).close();
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(placed));
    }

    @Test
    void withoutTheLedgerEveryItemIsThereAsItWasPut() throws Exception {
        Files.delete(crashed.resolve("ledger/00000000.ledger"));
        try (JoinableQueue<byte[]> queue = open(2, crashed)) {
            List<String> all = new ArrayList<>();
            for (int i = 1; i <= ITEMS; i++) {
                all.add("item " + i + "/1");
            }
            assertEquals(all, workOff(queue));
            assertGoesOn(queue);
        }
    }

    @Test
    void withoutTheLastSegmentTheNumbersGoOnBehindWhatIsThere() throws Exception {
        List<Path> segments;
        try (var paths = Files.list(crashed.resolve("items"))) {
            segments = paths.filter(path -> path.toString().endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
        assertTrue(segments.size() >= 3, segments.toString());
        Files.delete(segments.get(segments.size() - 1));
        try (JoinableQueue<byte[]> queue = open(2, crashed)) {
            long left = queue.status().put();
            assertTrue(left > 13 && left < ITEMS, "put=" + left);
            assertEquals(expected(12).subList(0, (int) left - 11), workOff(queue));
            assertEquals(left + 1, queue.put(bytes("more")));
            assertEquals("more", text(queue.take().item()));
        }
    }

    @Test
    void aQueueThatWasShutDownStaysSo() throws Exception {
        try (JoinableQueue<byte[]> queue = open(1, crashed)) {
            queue.shutdown();
        }
        try (JoinableQueue<byte[]> queue = open(2, crashed)) {
            assertTrue(queue.isShutdown());
            assertEquals(ITEMS - 11, workOff(queue).size());
        }
    }

    @Test
    void aSecondRebootFindsWhatTheFirstLeft() throws Exception {
        try (JoinableQueue<byte[]> queue = open(2, crashed)) {
            queue.put(bytes("after one"));
            queue.take().done();
        }
        try (JoinableQueue<byte[]> queue = open(3, crashed)) {
            assertEquals(ITEMS + 1, queue.status().put());
            assertEquals(11, queue.status().done());
            List<String> came = workOff(queue);
            assertEquals("item 13/2", came.get(0));
            assertEquals("after one/1", came.get(came.size() - 1));
        }
    }

    @Test
    void aQueueInUseByAnotherBootIsRefusedAndLeftAlone() throws Exception {
        try (JoinableQueue<byte[]> queue = open(1, folder)) {
            Delivery<byte[]> held = queue.take();
            String message = assertThrows(QueueUnusableException.class, () -> open(2, folder))
                    .getMessage();
            assertTrue(message.contains("another boot") && message.contains(folder.toString()), message);
            assertNull(held.outcome());
            assertEquals(io.dishrack.Outcome.APPLIED, held.done());
        }
    }
}
