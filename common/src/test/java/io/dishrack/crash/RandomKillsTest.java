package io.dishrack.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Reply;
import io.dishrack.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Washers and dryers at work, one of them killed again and again and replaced; then all is worked off and compared:
 * lost, unexpected, doubled after an acknowledged done, wrong counts. The long one is {@code scripts/soak}.
 */
@Tag("crash")
final class RandomKillsTest extends ProcessTest {

    private static final int KILLS = 8;
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final List<Worker> washers = new ArrayList<>();
    private final List<Worker> dryers = new ArrayList<>();
    private int lastWasher;

    /** A child and its loop. */
    private record Worker(QueueChild child, Reply loop) {

        /** Waits until the loop has ended: what it was about to put or to settle is put or settled then. */
        void stop() throws InterruptedException {
            child.tell("stop");
            loop.get();
        }
    }

    @Test
    void randomKillsLoseAndDoubleNothing() throws Exception {
        kill(KILLS, options().withMaxSize(1_000));
    }

    @Test
    void randomKillsWhileSegmentsRollLoseAndDoubleNothing() throws Exception {
        kill(KILLS, options().withMaxSize(1_000).withSegmentBytes(1 << 16));
    }

    private void kill(int kills, OpenOptions options) throws Exception {
        SplittableRandom random = Seed.random("random kills");
        JoinableQueue<byte[]> queue = lab().open(options);
        for (int i = 0; i < 2; i++) {
            startWasher(options, random);
            startDryer(options, random);
        }
        for (int i = 0; i < kills; i++) {
            long enough = history().applied() + random.nextInt(200);
            Await.until("some are done after kill " + i, () -> history().applied() > enough);
            killOne(options, random);
        }
        for (Worker washer : washers) {
            washer.stop();
        }
        assertJoins(queue);
        for (Worker dryer : dryers) {
            dryer.stop();
        }
        assertEquals(queue.status().put(), queue.status().done());
        assertEquals(0, queue.size());
    }

    private void killOne(OpenOptions options, SplittableRandom random) throws Exception {
        if (random.nextBoolean()) {
            washers.remove(random.nextInt(washers.size())).child().kill();
            startWasher(options, random);
        } else {
            dryers.remove(random.nextInt(dryers.size())).child().kill();
            startDryer(options, random);
        }
    }

    private void startWasher(OpenOptions options, SplittableRandom random) throws Exception {
        QueueChild child = startChild(options);
        int batch = random.nextBoolean() ? 1 : random.nextInt(2, 60);
        washers.add(new Worker(child, child.ask("produce", lastWasher++, 0, ENDLESS, batch)));
    }

    private void startDryer(OpenOptions options, SplittableRandom random) throws Exception {
        QueueChild child = startChild(options);
        int batch = random.nextBoolean() ? 1 : random.nextInt(2, 40);
        dryers.add(new Worker(child, child.ask("consume", batch, random.nextInt(200))));
    }
}
