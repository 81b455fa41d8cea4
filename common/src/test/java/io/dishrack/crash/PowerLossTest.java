package io.dishrack.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Durability;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.FolderEngine;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import io.dishrack.testkit.Seed;
import io.dishrack.testkit.ShadowDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Work on a device that keeps what was flushed and loses any part of the rest when its power is cut at some flush; then
 * the queue is opened where it was left behind, after a reboot, and each promise is checked.
 */
@Tag("crash")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PowerLossTest {

    private static final int CUTS = 12;
    private static final OpenOptions OPTIONS = QueueLab.options().withSegmentBytes(1 << 16);

    @TempDir
    Path temp;

    private final Background background = new Background();

    @AfterEach
    void stop() throws InterruptedException {
        background.stop();
    }

    /** What was promised before the power went. */
    private static final class Promises {

        private final Map<String, Boolean> put = new ConcurrentHashMap<>();
        private final Set<String> tried = ConcurrentHashMap.newKeySet();
        private final Set<String> done = ConcurrentHashMap.newKeySet();
        private final Set<String> withResult = ConcurrentHashMap.newKeySet();
    }

    @Test
    void whatReturnedWithDurabilityMachineIsThereAfterThePowerWasCut() throws Exception {
        SplittableRandom random = Seed.random("power loss");
        for (int cut = 0; cut < CUTS; cut++) {
            assertEquals(List.of(), broken(temp.resolve("cut" + cut), file -> false, random));
        }
    }

    /** Each kind of flush is needed: left out, a promise is broken, and this test sees it. */
    @ParameterizedTest
    @ValueSource(strings = {"items", "items/.*cq4", "ledger", "ledger/.*", "results/.*cq4", "items/large/.*"})
    void aFlushThatIsLeftOutBreaksAPromise(String leftOut) throws Exception {
        SplittableRandom random = Seed.random("flushes of " + leftOut + " left out");
        for (int cut = 0; ; cut++) {
            Path place = temp.resolve("cut" + cut);
            Path queue = place.resolve("disk/queue");
            Predicate<Path> ignored = file ->
                    file.startsWith(queue) && queue.relativize(file).toString().matches(leftOut);
            if (!broken(place, ignored, random).isEmpty()) {
                return;
            }
            assertTrue(cut < 5 * CUTS, "every promise was kept without flushes of " + leftOut);
        }
    }

    /** Works until the power is cut; the promises that do not hold afterwards. */
    private List<String> broken(Path place, Predicate<Path> ignored, SplittableRandom random) throws Exception {
        Path disk = Files.createDirectories(place.resolve("disk")).toRealPath();
        Path image = place.resolve("image");
        ShadowDisk shadow = new ShadowDisk(disk, ignored);
        FolderEngine engine = new FolderEngine(new Host(shadow, 1, Faults.NONE));
        Promises promises = new Promises();
        List<JoinableQueue<byte[]>> handles = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            handles.add(engine.open(disk.resolve("queue").toUri(), OPTIONS.withDurability(Durability.MACHINE)));
        }
        shadow.cutAfter(random.nextInt(150), image, random.split());
        List<Running<Void>> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String washer = "w" + i;
            JoinableQueue<byte[]> own = handles.get(i);
            SplittableRandom chances = random.split();
            workers.add(background.run(washer, () -> wash(own, washer, chances, promises)));
            JoinableQueue<byte[]> dryers = handles.get(2 + i);
            workers.add(background.run("dryer " + i, () -> dry(dryers, shadow, promises)));
        }
        for (Running<Void> worker : workers) {
            worker.get();
        }
        handles.forEach(JoinableQueue::close);
        return new AfterPowerLoss(image.resolve("queue"), promises).broken();
    }

    private static void wash(JoinableQueue<byte[]> queue, String washer, SplittableRandom random, Promises promises)
            throws InterruptedException {
        try {
            for (int i = 0; ; i++) {
                int length = random.nextInt(20) == 0 ? 100_000 : random.nextInt(8_000);
                boolean keeps = random.nextBoolean();
                String item = washer + "-" + i + (keeps ? "k" : "p") + ".".repeat(length);
                ItemOptions options = ItemOptions.NONE.withKeepResult(keeps);
                queue.put(
                        item.getBytes(StandardCharsets.US_ASCII),
                        i % 3 == 0 ? options.withKey("key " + i % 2) : options);
                promises.put.put(item, keeps);
            }
        } catch (QueueUnusableException powerIsOff) {
            // The end of this run.
        }
    }

    private static void dry(JoinableQueue<byte[]> queue, ShadowDisk shadow, Promises promises)
            throws InterruptedException {
        try {
            while (!shadow.isOff()) {
                List<Delivery<byte[]>> batch = queue.pollBatch(3, Duration.ofMillis(20));
                for (Delivery<byte[]> delivery : batch) {
                    String item = text(delivery.item());
                    promises.tried.add(item);
                    if (delivery.wantsResult()) {
                        if (delivery.done(Report.of(delivery.item())) == Outcome.APPLIED) {
                            promises.withResult.add(item);
                            promises.done.add(item);
                        }
                    }
                }
                batch.removeIf(Delivery::wantsResult);
                if (queue.doneAll(batch) == batch.size()) {
                    batch.forEach(delivery -> promises.done.add(text(delivery.item())));
                }
            }
        } catch (QueueUnusableException powerIsOff) {
            // The end of this run.
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** The queue as it was left behind, opened after a reboot. */
    private record AfterPowerLoss(Path folder, Promises promises) {

        List<String> broken() throws Exception {
            List<String> broken = new ArrayList<>();
            FolderEngine engine = new FolderEngine(new Host(Disk.REAL, 2, Faults.NONE));
            try (JoinableQueue<byte[]> queue = engine.open(folder.toUri(), OPTIONS.withCreate(false))) {
                check(queue, broken);
            } catch (QueueUnusableException e) {
                broken.add("does not open or work: " + e.getMessage());
            }
            return broken;
        }

        private void check(JoinableQueue<byte[]> queue, List<String> broken) throws Exception {
            long put = queue.status().put();
            long finished = queue.status().put() - queue.unfinished();
            Set<String> came = new TreeSet<>();
            Map<String, Long> lastOfKey = new HashMap<>();
            for (Delivery<byte[]> delivery = queue.poll(Duration.ZERO);
                    delivery != null;
                    delivery = queue.poll(Duration.ZERO)) {
                String item = text(delivery.item());
                if (promises.done.contains(item)) {
                    broken.add("handed out after done: " + head(item));
                }
                if (delivery.key() != null
                        && lastOfKey.merge(delivery.key(), delivery.number(), Math::max) > delivery.number()) {
                    broken.add("out of its key's order: " + head(item));
                }
                if (!came.add(item)) {
                    broken.add("handed out twice: " + head(item));
                }
                delivery.done();
            }
            for (String item : promises.put.keySet()) {
                if (!came.contains(item) && !promises.tried.contains(item)) {
                    broken.add("lost: " + head(item));
                }
            }
            if (!queue.join(Duration.ZERO)) {
                broken.add("join does not return");
            }
            // What was not acknowledged may have been lost in the middle; that is told, and counted.
            long dead = queue.status().dead();
            if (put != came.size() + finished + dead || queue.status().done() != put - dead) {
                broken.add("counts differ: put=" + put + " came=" + came.size() + " finished=" + finished + " "
                        + queue.status());
            }
            checkResults(queue, broken);
            if (queue.put("more".getBytes(StandardCharsets.US_ASCII)) != put + 1
                    || !"more".equals(text(queue.take().item()))) {
                broken.add("a put after the reboot does not come out");
            }
        }

        private void checkResults(JoinableQueue<byte[]> queue, List<String> broken) throws Exception {
            Map<String, Integer> results = new HashMap<>();
            Set<String> damages = new TreeSet<>();
            try (ResultFeed feed = queue.results(true)) {
                for (Result result = next(feed, damages); result != null; result = next(feed, damages)) {
                    results.merge(text(result.report().output()), 1, Integer::sum);
                }
            }
            for (String item : promises.withResult) {
                if (results.getOrDefault(item, 0) != 1) {
                    broken.add("result is there " + results.getOrDefault(item, 0) + " times: " + head(item) + " bytes="
                            + item.length() + " damages=" + damages);
                }
            }
        }

        /** A result that was not acknowledged may be damaged, and says so once. */
        private static Result next(ResultFeed feed, Set<String> damages) throws InterruptedException {
            for (; ; ) {
                try {
                    return feed.poll(Duration.ZERO);
                } catch (QueueUnusableException damaged) {
                    if (!damages.add(damaged.getMessage())) {
                        throw damaged;
                    }
                }
            }
        }

        private static String head(String item) {
            return item.substring(0, Math.min(12, item.length()));
        }
    }

    @Test
    void whatIsOlderThanABackgroundFlushIsThereAfterThePowerWasCut() throws Exception {
        SplittableRandom random = Seed.random("power loss, background");
        Path disk = Files.createDirectories(temp.resolve("disk")).toRealPath();
        ShadowDisk shadow = new ShadowDisk(disk, file -> false);
        FolderEngine engine = new FolderEngine(new Host(shadow, 1, Faults.NONE));
        Promises promises = new Promises();
        AtomicInteger flushes = new AtomicInteger();
        try (JoinableQueue<byte[]> queue =
                engine.open(disk.resolve("queue").toUri(), OPTIONS.withDurability(Durability.MACHINE_50MS))) {
            for (int i = 0; i < 50; i++) {
                String item = "item " + i + "p" + ".".repeat(2_000);
                queue.put(item.getBytes(StandardCharsets.US_ASCII));
                promises.put.put(item, false);
            }
            for (int i = 0; i < 20; i++) {
                Delivery<byte[]> delivery = queue.take();
                promises.tried.add(text(delivery.item()));
                delivery.done();
                promises.done.add(text(delivery.item()));
            }
            int before = flushes.get();
            Await.until("all is flushed", () -> broken(shadow, random, promises, flushes)
                    .isEmpty());
            assertTrue(flushes.get() > before);
        }
    }

    private List<String> broken(ShadowDisk shadow, SplittableRandom random, Promises promises, AtomicInteger looks) {
        Path image = temp.resolve("image" + looks.incrementAndGet());
        shadow.copyNow(image, random.split());
        try {
            return new AfterPowerLoss(image.resolve("queue"), promises).broken();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
