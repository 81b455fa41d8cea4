package io.dishrack.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Durability;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Origin;
import io.dishrack.Outcome;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.FolderEngine;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Seed;
import io.dishrack.testkit.ShadowDisk;
import io.dishrack.testkit.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Origins are not flushed with each put: after a power failure the messages tell them, or they were flushed before. */
@Tag("crash")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OriginPowerLossTest {

    private static final int CUTS = 6;
    private static final int ITEMS = 100;
    private static final OpenOptions OPTIONS = QueueLab.options()
            .withSegmentBytes(1 << 16)
            .withHistoryBytes(0)
            .withResultBytes(0)
            .withDurability(Durability.MACHINE);

    @TempDir
    Path temp;

    private static Origin origin(long sequence) {
        return new Origin("source", sequence, sequence);
    }

    private static long put(JoinableQueue<byte[]> queue, long sequence) throws InterruptedException {
        return queue.put(Texts.bytes(sequence + ".".repeat(4_000)), ItemOptions.NONE.withOrigin(origin(sequence)));
    }

    private static List<Long> drain(JoinableQueue<byte[]> queue) throws InterruptedException {
        return Texts.drain(queue).stream()
                .map(item -> Long.valueOf(item.replace(".", "")))
                .toList();
    }

    private JoinableQueue<byte[]> afterwards(Path image) {
        return new FolderEngine(new Host(Disk.REAL, 2, Faults.NONE))
                .open(image.resolve("queue").toUri(), OPTIONS.withCreate(false));
    }

    @Test
    void whoBeginsAgainAfterThePowerWasCutPutsEachOnce() throws Exception {
        SplittableRandom random = Seed.random("power loss, origins");
        for (int cut = 0; cut < CUTS; cut++) {
            Path disk = Files.createDirectories(temp.resolve("disk" + cut)).toRealPath();
            Path image = temp.resolve("image" + cut);
            ShadowDisk shadow = new ShadowDisk(disk, file -> false);
            FolderEngine engine = new FolderEngine(new Host(shadow, 1, Faults.NONE));
            long promised = 0;
            try (JoinableQueue<byte[]> queue = engine.open(disk.resolve("queue").toUri(), OPTIONS)) {
                shadow.cutAfter(10 + random.nextInt(50), image, random.split());
                while (promised < ITEMS) {
                    assertEquals(promised + 1, put(queue, promised + 1));
                    promised++;
                }
            } catch (QueueUnusableException powerIsOff) {
                assertTrue(shadow.isOff(), powerIsOff.getMessage());
            }
            try (JoinableQueue<byte[]> queue = afterwards(image)) {
                Origin last = queue.lastOf("source");
                assertTrue(last == null ? promised == 0 : last.sequence() >= promised, last + " of " + promised);
                for (long sequence = 1; sequence <= ITEMS; sequence++) {
                    assertEquals(sequence, Math.abs(put(queue, sequence)), "promised=" + promised + " last=" + last);
                }
                assertEquals(LongStream.rangeClosed(1, ITEMS).boxed().toList(), drain(queue));
            }
        }
    }

    @Test
    void whatWasReclaimedIsPutOnceTooAfterThePowerWasCut() throws Exception {
        SplittableRandom random = Seed.random("power loss, origins of reclaimed items");
        for (int cut = 0; cut < CUTS / 2; cut++) {
            assertEquals(0, putTwice(temp.resolve("cut" + cut), file -> false, random));
        }
    }

    @Test
    void withoutTheFlushBeforeASegmentGoesTheyWouldBePutTwice() throws Exception {
        SplittableRandom random = Seed.random("power loss, origins not flushed");
        Predicate<Path> origins = file -> file.toString().contains("/origins");
        long twice = 0;
        for (int cut = 0; twice == 0; cut++) {
            assertTrue(cut < 5 * CUTS, "each was put once without it");
            twice = putTwice(temp.resolve("cut" + cut), origins, random);
        }
    }

    /** How many are put again after the power was cut, when the first segments are gone. */
    private long putTwice(Path place, Predicate<Path> ignored, SplittableRandom random) throws Exception {
        Path disk = Files.createDirectories(place.resolve("disk")).toRealPath();
        ShadowDisk shadow = new ShadowDisk(disk, ignored);
        Path folder = disk.resolve("queue");
        try (JoinableQueue<byte[]> queue =
                new FolderEngine(new Host(shadow, 1, Faults.NONE)).open(folder.toUri(), OPTIONS)) {
            for (long sequence = 1; sequence <= ITEMS; sequence++) {
                assertEquals(sequence, put(queue, sequence));
                assertEquals(Outcome.APPLIED, queue.poll(Duration.ZERO).done());
            }
            Await.until("the first segment is gone", () -> isGone(folder.resolve("items/19700101F.cq4")));
            shadow.copyNow(place.resolve("image"), random.split());
        }
        try (JoinableQueue<byte[]> queue = afterwards(place.resolve("image"))) {
            long twice = 0;
            for (long sequence = 1; sequence <= ITEMS; sequence++) {
                twice += put(queue, sequence) > 0 ? 1 : 0;
            }
            return twice;
        }
    }

    private static boolean isGone(Path file) {
        return Files.notExists(file);
    }
}
