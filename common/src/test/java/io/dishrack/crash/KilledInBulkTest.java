package io.dishrack.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills amid more items than one ledger file or one cleaning-up holds. */
@Tag("crash")
final class KilledInBulkTest extends ProcessTest {

    private static final int MANY = 600_000;
    private static final int SOME = 30_000;

    private static void put(JoinableQueue<byte[]> queue, int count, ItemOptions options) throws InterruptedException {
        byte[] payload = {42};
        List<byte[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(payload);
        }
        queue.putAll(batch, options);
    }

    private QueueChild dryer(int batch) throws Exception {
        QueueChild dryer = startChild(options());
        dryer.ask("report", batch);
        return dryer;
    }

    @Test
    void theCountIsExactOverManyLedgerFilesThoughDryersDie() throws Exception {
        SplittableRandom random = Seed.random("many ledger files");
        JoinableQueue<byte[]> queue = open();
        put(queue, MANY, ItemOptions.NONE);
        List<QueueChild> dryers = new ArrayList<>(List.of(dryer(500), dryer(100)));
        for (int kill = 0; kill < 6; kill++) {
            long enough = Math.min(MANY, queue.status().done() + random.nextInt(1, 40_000));
            Await.until("some are done", () -> queue.status().done() >= enough);
            dryers.remove(random.nextInt(dryers.size())).kill();
            dryers.add(dryer(random.nextInt(1, 1_000)));
        }
        assertJoins(queue);
        assertEquals(MANY, queue.status().done());
        assertEquals(0, queue.size());
    }

    @Test
    void everyItemHasExactlyOneFinalResultThoughDryersDie() throws Exception {
        SplittableRandom random = Seed.random("results of dying dryers");
        JoinableQueue<byte[]> queue = open();
        try (ResultFeed feed = queue.results(true)) {
            put(queue, SOME, ItemOptions.WITH_RESULT);
            List<QueueChild> dryers = new ArrayList<>(List.of(dryer(50), dryer(10)));
            BitSet ended = new BitSet();
            for (int kill = 0; kill < 6; kill++) {
                read(feed, ended, random.nextInt(1, SOME / 10));
                dryers.remove(random.nextInt(dryers.size())).kill();
                dryers.add(dryer(random.nextInt(1, 100)));
            }
            read(feed, ended, SOME - ended.cardinality());
            assertNull(feed.poll(Duration.ZERO));
            assertTrue(queue.join(Duration.ZERO));
            assertEquals(SOME, ended.cardinality());
        }
    }

    private static void read(ResultFeed feed, BitSet ended, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Result result = feed.poll(Await.DEADLINE);
            assertNotNull(result, "no result in time after " + ended.cardinality());
            int number = Math.toIntExact(result.number());
            assertTrue(!ended.get(number), "two results of item " + number);
            assertEquals(200, result.report().output().length);
            ended.set(number);
        }
    }

    @Test
    void whoeverIsKilledWhileItCleansUpAfterAnotherIsMadeUpFor() throws Exception {
        SplittableRandom random = Seed.random("killed while cleaning up");
        for (int round = 0; round < 4; round++) {
            QueueChild holder = child();
            QueueChild cleaner = child();
            try (JoinableQueue<byte[]> queue = Dishrack.open(folder(), options())) {
                put(queue, SOME, ItemOptions.NONE);
            }
            holder.tell("hold", SOME);
            cleaner.ask("take").stillWaits();
            holder.kill();
            long end = System.nanoTime() + random.nextInt(60_000_000);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            cleaner.kill();
            try (JoinableQueue<byte[]> queue = Dishrack.open(folder(), options())) {
                int left = SOME;
                while (left > 0) {
                    int got = queue.doneAll(queue.pollBatch(10_000, Await.DEADLINE));
                    assertTrue(got > 0, "no item in time: status=" + queue.status());
                    left -= got;
                }
                assertTrue(queue.join(Duration.ZERO));
                assertEquals((round + 1L) * SOME, queue.status().done());
            }
        }
    }
}
