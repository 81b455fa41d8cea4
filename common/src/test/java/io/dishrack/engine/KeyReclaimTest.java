package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.keys.KeysFile;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.SmallLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys, when the items that they lead to were reclaimed, but for those that are not finished. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KeyReclaimTest {

    private static final int LEDGER_ITEMS = 8;
    private static final int ITEMS = 200;
    private static final OpenOptions OPTIONS =
            QueueLab.options().withSegmentBytes(1 << 16).withHistoryBytes(0).withResultBytes(0);

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

    private JoinableQueue<byte[]> openAfterBoot(long boot) {
        return new FolderEngine(new Host(Disk.REAL, boot, Faults.NONE)).open(folder.toUri(), OPTIONS);
    }

    private static ItemOptions key(String key) {
        return ItemOptions.NONE.withKey(key);
    }

    private static void put(JoinableQueue<byte[]> queue, String key) throws InterruptedException {
        queue.put(new byte[4_000], key(key));
    }

    /** The numbers of all that can be taken now, which is done then. */
    private static List<Long> workOff(JoinableQueue<byte[]> queue) throws InterruptedException {
        List<Long> numbers = new ArrayList<>();
        for (Delivery<byte[]> item = queue.poll(Duration.ZERO); item != null; item = queue.poll(Duration.ZERO)) {
            numbers.add(item.number());
            item.done();
        }
        return numbers;
    }

    private void awaitReclaimed() {
        Await.until("its segment is gone", () -> {
            try (QueueInspector look = Dishrack.inspect(folder)) {
                return look.isReclaimed(ITEMS / 2);
            }
        });
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

    /**
     * Number 1, of key 'stuck', is delayed for an hour, number 2, of key 'dead', is a dead letter, 3 is done, of key
     * 'forgotten'; and so are the others but the last, of key 'old', and with that the segments of all these are gone.
     */
    private void stickAndReclaim(JoinableQueue<byte[]> queue) throws InterruptedException {
        queue.put(
                bytes("stuck"),
                key("stuck")
                        .withNotBeforeMillis(
                                System.currentTimeMillis() + Duration.ofHours(1).toMillis()));
        queue.put(bytes("dead"), key("dead"));
        next(queue).reject(Report.NONE);
        put(queue, "forgotten");
        for (int i = 4; i <= ITEMS; i++) {
            put(queue, "old");
        }
        workOff(queue);
        awaitReclaimed();
    }

    @Test
    void anUnfinishedItemWhoseSegmentIsGoneHoldsUpItsKeyAndNoOther() throws Exception {
        try (JoinableQueue<byte[]> queue = open()) {
            stickAndReclaim(queue);
            for (String key : List.of("stuck", "dead", "old", "forgotten", "stuck")) {
                put(queue, key);
            }
            assertEquals(List.of(202L, 203L, 204L), workOff(queue));
            assertTrue(queue.redrive(2));
            assertEquals("dead", text(next(queue)));
            put(queue, "dead");
            assertNull(queue.poll(Duration.ZERO), "redriven, it is in front of those put afterwards");
            queue.cancel(1);
            assertEquals(List.of(201L, 205L), workOff(queue));
        }
        assertSound();
        try (JoinableQueue<byte[]> queue = open()) {
            // What was in the hands of the one that left.
            assertEquals(List.of(2L, 206L), workOff(queue));
        }
    }

    @Test
    void afterARebootAndARepairItStillDoes() throws Exception {
        try (JoinableQueue<byte[]> queue = open()) {
            stickAndReclaim(queue);
            put(queue, "stuck");
            assertEquals(List.of(), workOff(queue));
        }
        assertSound();
        try (JoinableQueue<byte[]> queue = openAfterBoot(7)) {
            put(queue, "stuck");
            put(queue, "old");
            assertEquals(List.of(203L), workOff(queue));
        }
        assertSound();
        Files.delete(folder.resolve(KeysFile.NAME));
        Dishrack.salvage(folder).repair(true, finding -> {});
        assertSound();
        try (JoinableQueue<byte[]> queue = open()) {
            put(queue, "stuck");
            assertEquals(List.of(), workOff(queue));
            assertEquals(204, queue.find("stuck"));
            queue.cancel(1);
            assertEquals(List.of(201L, 202L, 204L), workOff(queue));
        }
        assertSound();
    }

    @Test
    void keysAreFoundAsLongAsTheirItemsAreKept() throws Exception {
        try (JoinableQueue<byte[]> queue = open()) {
            stickAndReclaim(queue);
            assertEquals(1, queue.find("stuck"));
            assertEquals(2, queue.find("dead"));
            assertEquals(0, queue.find("forgotten"));
            assertEquals(0, queue.find("never"));
            assertEquals(-1, queue.put(bytes("again"), key("stuck").withUnique(true)));
            assertEquals(-2, queue.put(bytes("again"), key("dead").withUnique(true)));
            assertEquals(201, queue.put(bytes("again"), key("forgotten").withUnique(true)));
            assertEquals(-201, queue.put(bytes("again"), key("forgotten").withUnique(true)));
        }
        assertSound();
        try (JoinableQueue<byte[]> queue = openAfterBoot(7)) {
            assertEquals(1, queue.find("stuck"));
            assertEquals(2, queue.find("dead"));
            assertEquals(201, queue.find("forgotten"));
            assertEquals(List.of("again"), drain(queue));
        }
    }

    @Test
    void whereTheKeysWereLostBeforeNothingIsMissedThatIsGone() throws Exception {
        try (JoinableQueue<byte[]> queue = open()) {
            stickAndReclaim(queue);
        }
        Files.delete(folder.resolve(KeysFile.NAME));
        List<String> damages = new ArrayList<>();
        Dishrack.salvage(folder).verify(finding -> damages.add(finding.file()));
        assertEquals(List.of(KeysFile.NAME), damages);
        Dishrack.salvage(folder).repair(true, finding -> {});
        assertSound();
        try (JoinableQueue<byte[]> queue = open()) {
            assertFalse(queue.find("stuck") == 0);
            put(queue, "stuck");
            put(queue, "old");
            assertEquals(List.of(202L), workOff(queue));
        }
        assertSound();
    }
}
