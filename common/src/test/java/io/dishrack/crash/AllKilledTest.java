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

/** Every process killed at once, as when a machine's user is logged out; then a new one opens what is left. */
@Tag("crash")
final class AllKilledTest extends ProcessTest {

    private static final int ROUNDS = 4;
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    @Test
    void aQueueWhoseProcessesWereAllKilledIsCountedDrainedAndJoinedByNewOnes() throws Exception {
        killAllInRounds("all killed", options());
    }

    @Test
    void aBoundedQueueOfSmallSegmentsIsToo() throws Exception {
        killAllInRounds("all killed, small", options().withMaxSize(64).withSegmentBytes(1 << 16));
    }

    private void killAllInRounds(String name, OpenOptions options) throws Exception {
        SplittableRandom random = Seed.random(name);
        for (int round = 0; round < ROUNDS; round++) {
            List<QueueChild> all = startAll(options, round);
            long enough = history().applied() + random.nextInt(1, 500);
            Await.until("they are at work", () -> history().applied() >= enough);
            all.forEach(child -> child.process().killSoon());
            for (QueueChild child : all) {
                child.process().waitFor();
            }
        }
        QueueChild last = startChild(options);
        Reply loop = last.ask("consume", 4, 0);
        JoinableQueue<byte[]> queue = lab().open(options);
        assertJoins(queue);
        last.tell("stop");
        loop.get();
        assertEquals(queue.status().put(), queue.status().done());
        assertEquals(0, queue.size());
    }

    private List<QueueChild> startAll(OpenOptions options, int round) throws Exception {
        List<QueueChild> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            QueueChild washer = startChild(options);
            washer.ask("produce", round * 2 + i, 0, ENDLESS, 1 + i * 15);
            all.add(washer);
            QueueChild dryer = startChild(options);
            dryer.ask("consume", 1 + i * 7, 0);
            dryer.ask("consume", 3, 20);
            all.add(dryer);
        }
        return all;
    }
}
