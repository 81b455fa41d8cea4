package io.dishrack.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import io.dishrack.QueuePurge;
import io.dishrack.QueueStatus;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.SmallLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/** What is finished is deleted by and by, and nothing else is. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReclaimTest {

    private static final int LEDGER_ITEMS = 8;
    private static final OpenOptions OPTIONS = QueueLab.options()
            .withSegmentBytes(1 << 16)
            .withHistoryBytes(0)
            .withResultBytes(0)
            .withMaxAttempts(1);
    private static final int BYTES = 4_000;

    private Path folder;

    @BeforeEach
    void make(@TempDir Path temp) throws IOException {
        folder = temp.resolve("queue");
        open().close();
        SmallLedger.make(folder, LEDGER_ITEMS);
    }

    private JoinableQueue<byte[]> open() {
        return Dishrack.open(folder, OPTIONS);
    }

    private static void put(JoinableQueue<byte[]> queue, int count) throws InterruptedException {
        put(queue, count, BYTES);
    }

    private static void put(JoinableQueue<byte[]> queue, int count, int bytes) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.put(payload(queue.status().put() + 1, bytes), ItemOptions.WITH_RESULT);
        }
    }

    private static byte[] payload(long number, int bytes) {
        return ByteBuffer.allocate(bytes).putLong(number).array();
    }

    private static void assertIs(long number, byte[] payload) {
        assertEquals(number, ByteBuffer.wrap(payload).getLong());
    }

    /** Takes and ends all that waits. */
    private static void workOff(JoinableQueue<byte[]> queue) throws InterruptedException {
        for (Delivery<byte[]> item = queue.poll(Duration.ZERO); item != null; item = queue.poll(Duration.ZERO)) {
            assertIs(item.number(), item.item());
            assertEquals(Outcome.APPLIED, item.done(Report.of(new byte[1_000])));
        }
    }

    private List<String> files(String part, String suffix) {
        List<String> names = new ArrayList<>();
        try (var paths = Files.list(folder.resolve(part))) {
            paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .sorted()
                    .forEach(names::add);
        } catch (IOException e) {
            return names;
        }
        return names;
    }

    private void awaitReclaimed() {
        Await.until(
                "all but two segments are gone: " + files("items", ".cq4"),
                () -> files("items", ".cq4").size() <= 2
                        && files("results", ".cq4").size() <= 2
                        && files("ledger", ".ledger").size() <= 12);
    }

    private void assertSound() {
        List<String> damages = new ArrayList<>();
        Dishrack.salvage(folder).verify(finding -> {
            if (finding.damage()) {
                damages.add(finding.text());
            }
        });
        assertEquals(List.of(), damages);
    }

    private static void assertCounts(QueueStatus status, long put, long done, long dead) {
        assertEquals(put, status.put(), status.toString());
        assertEquals(done, status.done(), status.toString());
        assertEquals(dead, status.dead(), status.toString());
        assertEquals(put - done - dead - status.cancelled(), status.unfinished(), status.toString());
    }

    @Test
    void whatIsFinishedIsDeletedAndWhatIsNotIsKeptUnderItsNumber() throws Exception {
        try (JoinableQueue<byte[]> queue = open();
                JoinableQueue<byte[]> slow =
                        Dishrack.open(folder, OPTIONS.withMaxAttempts(5).withRetryDelay(Duration.ofHours(1)))) {
            put(queue, 300);
            Delivery<byte[]> held = slow.take();
            slow.take().fail(Report.NONE);
            queue.take().reject(Report.failure(7, "why it is dead"));
            workOff(queue);
            awaitReclaimed();
            assertCounts(queue.status(), 300, 297, 1);
            assertSound();
            try (QueueInspector look = Dishrack.inspect(folder)) {
                assertIs(1, look.item(1).payload());
                assertEquals(ItemState.TAKEN, look.item(1).state());
                assertIs(2, look.item(2).payload());
                assertEquals(ItemState.DELAYED, look.item(2).state());
                assertIs(3, look.item(3).payload());
                assertEquals(ItemState.DEAD, look.item(3).state());
                assertEquals(7, look.history(3).get(0).result().report().exitCode());
                assertNull(look.item(50));
                assertTrue(look.isReclaimed(50));
                assertFalse(look.isReclaimed(3));
                assertEquals(List.of(), look.history(50));
            }
            assertTrue(queue.redrive(3));
            Delivery<byte[]> again = queue.poll(Duration.ofSeconds(10));
            assertNotNull(again);
            assertIs(3, again.item());
            assertEquals(Outcome.APPLIED, again.done());
            assertEquals(Outcome.APPLIED, held.done());
            assertCounts(queue.status(), 300, 299, 0);
        }
        try (JoinableQueue<byte[]> queue = open()) {
            put(queue, 3);
            workOff(queue);
            assertCounts(queue.status(), 303, 302, 0);
        }
        assertSound();
    }

    @Test
    void anItemWhoseCopyIsDamagedIsADeadLetterThatSaysSo() throws Exception {
        try (JoinableQueue<byte[]> queue = open();
                JoinableQueue<byte[]> slow = open()) {
            put(queue, 100);
            List<Delivery<byte[]>> held = slow.pollBatch(2, Duration.ZERO);
            workOff(queue);
            awaitReclaimed();
            Path copies = folder.resolve("items/kept/1");
            byte[] bytes = Files.readAllBytes(copies);
            // The number of the first, the payload of the second.
            bytes[2] ^= 4;
            bytes[bytes.length - BYTES / 2] ^= 4;
            Files.write(copies, bytes);
            held.forEach(Delivery::release);
            assertNull(queue.poll(Duration.ofMillis(200)));
            try (QueueInspector look = Dishrack.inspect(folder)) {
                for (long number = 1; number <= 2; number++) {
                    assertEquals(ItemState.DEAD, look.item(number).state());
                    String why = "damaged message: its copy is missing or damaged, number=" + number + " ";
                    assertTrue(
                            look.item(number).problem().startsWith(why),
                            look.item(number).problem());
                    byte[] told = look.history(number).get(0).result().report().error();
                    assertTrue(new String(told, StandardCharsets.UTF_8).startsWith(why));
                }
            }
            assertCounts(queue.status(), 100, 98, 2);
        }
    }

    @Test
    void theCopyOfAnItemGoesWhenItIsFinished() throws Exception {
        try (JoinableQueue<byte[]> queue = open();
                JoinableQueue<byte[]> slow = open()) {
            put(queue, 100);
            Delivery<byte[]> held = slow.take();
            workOff(queue);
            Await.until("it is copied", () -> files("items/kept", "").equals(List.of("1")));
            assertIs(1, Dishrack.inspect(folder).item(1).payload());
            assertEquals(Outcome.APPLIED, held.done());
            put(queue, 40);
            workOff(queue);
            Await.until("its copy is gone", () -> files("items/kept", "").isEmpty());
            assertCounts(queue.status(), 140, 140, 0);
        }
        assertSound();
    }

    @Test
    void largePayloadsGoWithTheirSegments() throws Exception {
        try (JoinableQueue<byte[]> queue = open();
                JoinableQueue<byte[]> slow = open()) {
            put(queue, 30, 100_000);
            Delivery<byte[]> held = slow.take();
            workOff(queue);
            Await.until("they are gone", () -> files("items/large", "").size() <= 3);
            try (QueueInspector look = Dishrack.inspect(folder)) {
                assertArrayEquals(held.item(), look.item(1).payload());
            }
            assertEquals(Outcome.APPLIED, held.done());
        }
        assertSound();
    }

    @Test
    void aReaderThatHasFilesOpenWhileTheyGoIsToldSoAndGoesOn() throws Exception {
        try (JoinableQueue<byte[]> queue = open();
                ResultFeed feed = queue.results(true);
                QueueInspector look = Dishrack.inspect(folder)) {
            put(queue, 1);
            workOff(queue);
            assertIs(1, look.item(1).payload());
            assertEquals(1, feed.poll(Duration.ofSeconds(10)).number());
            put(queue, 299);
            workOff(queue);
            awaitReclaimed();
            assertTrue(look.isReclaimed(20));
            assertNull(look.item(20));
            assertCounts(look.status(), 300, 300, 0);
            long told = 1;
            Result last = null;
            for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                told++;
                last = result;
            }
            assertEquals(300, last.number());
            assertTrue(feed.missed() > 0);
            assertEquals(300, told + feed.missed());
        }
    }

    @Test
    void resultsAreToldAlsoOfItemsWhoseStatesAreGone(@TempDir Path temp) throws Exception {
        folder = temp.resolve("with-results");
        OpenOptions keeping = OPTIONS.withResultBytes(OpenOptions.ALL_HISTORY);
        Dishrack.open(folder, keeping).close();
        SmallLedger.make(folder, LEDGER_ITEMS);
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, keeping)) {
            put(queue, 200);
            queue.take().reject(Report.NONE);
            workOff(queue);
            assertTrue(queue.redrive(1));
            workOff(queue);
            Await.until("states are gone", () -> files("ledger", ".ledger").size() <= 8);
            List<Long> told = new ArrayList<>();
            try (ResultFeed feed = queue.results(true)) {
                for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                    told.add(result.number());
                }
                assertEquals(0, feed.missed());
            }
            assertEquals(200, told.size());
            assertEquals(200, told.stream().distinct().count());
        }
    }

    @Test
    void afterARebootTheQueueIsWhatItWas() throws Exception {
        try (JoinableQueue<byte[]> queue = open()) {
            put(queue, 200);
            queue.take().reject(Report.NONE);
            queue.take().done();
            workOff(queue);
            awaitReclaimed();
            put(queue, 5);
        }
        Host booted = new Host(Disk.REAL, 7, Faults.NONE);
        try (JoinableQueue<byte[]> queue = new FolderEngine(booted).open(folder.toUri(), OPTIONS)) {
            assertCounts(queue.status(), 205, 199, 1);
            assertTrue(queue.redrive(1));
            List<Long> came = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Delivery<byte[]> item = queue.poll(Duration.ofSeconds(10));
                assertIs(item.number(), item.item());
                came.add(item.number());
                item.done();
            }
            assertEquals(
                    List.of(1L, 201L, 202L, 203L, 204L, 205L),
                    came.stream().sorted().toList());
            assertCounts(queue.status(), 205, 205, 0);
        }
        assertSound();
    }

    @Test
    void aPurgeLeavesNothingOfWhatIsFinished() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OPTIONS)) {
            put(queue, 20);
            queue.take().reject(Report.failure(7, "why it is dead"));
            workOff(queue);
            put(queue, 5);
            QueuePurge would = queue.purge(false, false);
            assertTrue(would.bytes() > 0);
            assertIs(10, Dishrack.inspect(folder).item(10).payload());
            assertTrue(queue.purge(false, true).bytes() > 0);
            try (QueueInspector look = Dishrack.inspect(folder)) {
                assertTrue(look.isReclaimed(10));
                assertIs(1, look.item(1).payload());
                assertEquals(7, look.history(1).get(0).result().report().exitCode());
                assertIs(21, look.item(21).payload());
            }
            assertCounts(queue.status(), 25, 19, 1);
            workOff(queue);
            QueuePurge all = queue.purge(true, true);
            assertEquals(1, all.dead());
            assertEquals(1, files("items", ".cq4").size());
            assertEquals(1, files("results", ".cq4").size());
            assertEquals(List.of("00000003.ledger"), files("ledger", ".ledger"));
            assertEquals(List.of(), files("items/kept", ""));
            assertEquals(List.of(), files("results/kept", ""));
            assertCounts(queue.status(), 25, 24, 0);
            assertEquals(1, queue.status().cancelled());
            assertEquals(0, queue.redriveAll());
            assertTrue(queue.join(Duration.ZERO));
        }
        assertSound();
        Host booted = new Host(Disk.REAL, 7, Faults.NONE);
        try (JoinableQueue<byte[]> queue = new FolderEngine(booted).open(folder.toUri(), OPTIONS)) {
            assertEquals(26, queue.put(payload(26, BYTES)));
            workOff(queue);
            assertCounts(queue.status(), 26, 25, 0);
        }
        assertSound();
    }

    @Test
    void aBacklogIsLeftWhereItIs() throws Exception {
        try (JoinableQueue<byte[]> queue = open()) {
            put(queue, 200);
            List<String> before = files("items", ".cq4");
            for (int i = 0; i < 40; i++) {
                queue.take().done();
            }
            Await.until("the first are gone", () -> !files("items", ".cq4").contains(before.get(0)));
            assertTrue(files("items", ".cq4").containsAll(before.subList(3, before.size())));
            assertEquals(List.of(), files("items/kept", ""));
            workOff(queue);
            assertCounts(queue.status(), 200, 200, 0);
        }
        assertSound();
    }
}
