package io.dishrack.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Reply;
import io.dishrack.testkit.Running;
import io.dishrack.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Washers killed at random instants in the middle of their puts. Afterwards nothing is torn, what they were told is put
 * is there, their order has no gap, and another can put. The checks on the payloads are made when a test ends.
 */
@Tag("crash")
final class KilledWasherTest extends ProcessTest {

    private static final int ROUNDS = 4;
    private static final long ENDLESS = Long.MAX_VALUE / 2;
    private static final int OWN = 400;
    private static final int SMALLEST_SEGMENT = 1 << 16;

    @Test
    void aWasherKilledInTheMiddleOfPutsTearsNothingAndBlocksNobody() throws Exception {
        killWashers("single puts", options(), 1);
    }

    @Test
    void aWasherKilledInTheMiddleOfBatchesTearsNothingAndBlocksNobody() throws Exception {
        killWashers("batches", options(), 50);
    }

    @Test
    void aWasherKilledWhileSegmentsRollTearsNothingAndBlocksNobody() throws Exception {
        killWashers("rolling", options().withSegmentBytes(SMALLEST_SEGMENT), 1);
    }

    @Test
    void aWasherKilledInBatchesWhileSegmentsRollTearsNothingAndBlocksNobody() throws Exception {
        killWashers("rolling batches", options().withSegmentBytes(SMALLEST_SEGMENT), 200);
    }

    @Test
    void aWasherKilledInTheMiddleOfLargePutsTearsNothingAndLeavesNoHalfFiles() throws Exception {
        SplittableRandom random = Seed.random("killed washer, large");
        JoinableQueue<byte[]> queue = open();
        for (int i = 0; i < ROUNDS; i++) {
            int washer = Payloads.LARGE_WASHER + i;
            QueueChild child = startChild(options());
            child.ask("produce", washer, 0, ENDLESS, 1 + i % 2 * 4);
            long some = random.nextInt(1, 40);
            Await.until("the washer is at work", () -> history().acknowledged(washer) >= some);
            spin(random.nextInt(3_000_000));
            child.kill();
            putOne(queue, i).get();
        }
        Await.until("what was half written is gone", () -> halfWritten() == 0);
    }

    private long halfWritten() throws IOException {
        try (var files = Files.list(folder().resolve("items/large"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("new"))
                    .count();
        }
    }

    private void killWashers(String name, OpenOptions options, int batch) throws Exception {
        SplittableRandom random = Seed.random("killed washer, " + name);
        JoinableQueue<byte[]> queue = lab().open(options);
        for (int washer = 0; washer < ROUNDS; washer++) {
            killWasher(startChild(options), washer, batch, random);
            Running<Long> put = putOne(queue, washer);
            assertTrue(put.get() > history().acknowledged(washer));
        }
    }

    /** Kills it at some instant of some put after its first few hundred. */
    private void killWasher(QueueChild child, int washer, int batch, SplittableRandom random) throws Exception {
        child.ask("produce", washer, 0, ENDLESS, batch);
        long some = random.nextInt(1, 500);
        Await.until("washer " + washer + " is at work", () -> history().acknowledged(washer) >= some);
        spin(random.nextInt(3_000_000));
        child.kill();
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private Running<Long> putOne(JoinableQueue<byte[]> queue, int sequence) {
        return lab().call("putter", () -> queue.put(Payloads.of(OWN, sequence)));
    }

    @Test
    void aWasherThatIsAtWorkGoesOnWhenAnotherIsKilled() throws Exception {
        SplittableRandom random = Seed.random("killed beside another");
        QueueChild staying = startChild(options());
        Reply all = staying.ask("produce", OWN, 0, ENDLESS, 1);
        for (int washer = 0; washer < ROUNDS; washer++) {
            killWasher(startChild(options()), washer, 1 + 20 * (washer % 2), random);
            long before = history().acknowledged(OWN);
            Await.until("the other goes on", () -> history().acknowledged(OWN) > before + 10);
        }
        staying.tell("stop");
        long put = Long.parseLong(all.get());
        assertEquals(put, history().acknowledged(OWN));
    }

    @Test
    void severalWashersKilledAtOnceBlockNobody() throws Exception {
        SplittableRandom random = Seed.random("several killed at once");
        JoinableQueue<byte[]> queue = open();
        for (int round = 0; round < 3; round++) {
            QueueChild[] washers = {startChild(options()), startChild(options()), startChild(options())};
            int first = round * washers.length;
            for (int i = 0; i < washers.length; i++) {
                washers[i].ask("produce", first + i, 0, ENDLESS, 1 + 9 * i);
            }
            for (int i = 0; i < washers.length; i++) {
                int washer = first + i;
                Await.until("washer " + washer + " is at work", () -> history().acknowledged(washer) > 20);
            }
            spin(random.nextInt(3_000_000));
            for (QueueChild washer : washers) {
                washer.process().killSoon();
            }
            putOne(queue, round).get();
        }
    }

    @Test
    void aWasherKilledInABoundedQueueLeavesNoSlotTakenForEver() throws Exception {
        SplittableRandom random = Seed.random("killed in a bounded queue");
        OpenOptions bounded = options().withMaxSize(3);
        JoinableQueue<byte[]> queue = lab().open(bounded);
        QueueChild dryer = startChild(options());
        dryer.ask("consume", 1, 0);
        for (int washer = 0; washer < ROUNDS; washer++) {
            killWasher(startChild(options()), washer, 1 + washer % 2 * 10, random);
        }
        assertJoins(queue);
        dryer.tell("stop");
        assertEquals(0, queue.size());
        for (int i = 0; i < 3; i++) {
            assertTrue(putOne(queue, i).get() > 0);
        }
        assertEquals(JoinableQueue.FULL, queue.offer(Payloads.of(OWN, 3), Duration.ZERO));
    }

    @Test
    void whatAKilledWasherPutIsWorkedOffOnceEach() throws Exception {
        SplittableRandom random = Seed.random("worked off");
        QueueChild dryer = startChild(options());
        Reply loop = dryer.ask("consume", 8, 0);
        for (int washer = 0; washer < ROUNDS; washer++) {
            killWasher(startChild(options()), washer, 1 + washer % 2 * 30, random);
        }
        JoinableQueue<byte[]> queue = open();
        assertJoins(queue);
        dryer.tell("stop");
        assertEquals(queue.status().put(), Long.parseLong(loop.get()));
        assertEquals(queue.status().put(), queue.status().done());
    }
}
