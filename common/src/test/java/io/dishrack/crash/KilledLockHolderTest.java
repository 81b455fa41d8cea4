package io.dishrack.crash;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes killed or frozen inside a step that only one of all may make at a time: nobody waits for the dead. */
@Tag("crash")
final class KilledLockHolderTest extends ProcessTest {

    private static final int OWN = 400;
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    @Test
    void theLastHandleClosesThoughAWasherHasJustDiedInAPut() throws Exception {
        SplittableRandom random = Seed.random("close after a washer's death");
        for (int washer = 0; washer < 3; washer++) {
            JoinableQueue<byte[]> queue = open();
            QueueChild child = startChild(options());
            child.ask("produce", washer, 0, ENDLESS, 200);
            int mine = washer;
            long some = random.nextInt(1, 2_000);
            Await.until("the washer is at work", () -> history().acknowledged(mine) > some);
            child.kill();
            lab().run("closer", queue::close).get();
        }
    }

    @Test
    void everyCallGoesOnAfterAWasherDiedInAPut() throws Exception {
        for (int washer = 0; washer < 3; washer++) {
            JoinableQueue<byte[]> queue = open();
            QueueChild child = startChild(options());
            child.ask("produce", washer, 0, ENDLESS, 200);
            int mine = washer;
            Await.until("the washer is at work", () -> history().acknowledged(mine) > 400);
            child.kill();
            lab().run("shutdown", queue::shutdown).get();
            lab().run("reopen", queue::reopen).get();
            lab().call("putter", () -> queue.put(Payloads.of(OWN, mine))).get();
        }
    }

    @Test
    void dryersKilledTogetherWhileTheyReportLeaveDeadLettersAndNobodyStuck() throws Exception {
        SplittableRandom random = Seed.random("killed while they report");
        OpenOptions onceOnly = options().withMaxAttempts(1);
        JoinableQueue<byte[]> queue = lab().open(onceOnly);
        for (int round = 0; round < 3; round++) {
            putMany(queue, 20_000);
            List<QueueChild> dryers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                QueueChild dryer = startChild(onceOnly);
                dryer.ask("report", 4);
                dryers.add(dryer);
            }
            for (QueueChild dryer : dryers) {
                dryer.awaitOpen();
            }
            long enough = queue.status().done() + random.nextInt(200, 3_000);
            Await.until("they report", () -> queue.status().done() > enough);
            dryers.forEach(dryer -> dryer.process().killSoon());
            for (QueueChild dryer : dryers) {
                dryer.process().waitFor();
            }
            Await.until("nothing is taken any more", () -> queue.status().taken() == 0);
            finishAll(queue);
        }
        assertEquals(60_000, queue.status().put());
        assertTrue(queue.status().dead() <= 36, "more dead letters than were taken");
    }

    @Test
    void aDryerFrozenWhileItReportsLosesItsItemsAndHoldsUpNobody() throws Exception {
        SplittableRandom random = Seed.random("frozen while it reports");
        OpenOptions shortLease = options().withLease(Duration.ofSeconds(1));
        JoinableQueue<byte[]> queue = lab().open(shortLease);
        for (int round = 0; round < 3; round++) {
            putMany(queue, 20_000);
            QueueChild dryer = child(shortLease);
            dryer.ask("report", 4);
            long enough = queue.status().done() + random.nextInt(200, 3_000);
            Await.until("it reports", () -> queue.status().done() > enough);
            dryer.process().freeze();
            lab().run("finisher", () -> finishAll(queue)).get();
            dryer.kill();
        }
        assertEquals(queue.status().put(), queue.status().done());
    }

    @Test
    void aWasherFrozenInAPutHoldsUpOthersForItsLeaseAtMost() throws Exception {
        SplittableRandom random = Seed.random("frozen in a put");
        OpenOptions shortLease = options().withLease(Duration.ofSeconds(1));
        JoinableQueue<byte[]> queue = lab().open(shortLease);
        for (int washer = 0; washer < 3; washer++) {
            QueueChild child = startChild(shortLease);
            child.ask("produce", washer, 0, ENDLESS, 100);
            int mine = washer;
            long some = random.nextInt(1, 3_000);
            Await.until("the washer is at work", () -> history().acknowledged(mine) > some);
            child.process().freeze();
            lab().call("putter", () -> queue.put(Payloads.of(OWN, 2 * mine))).get();
            child.process().thaw();
            lab().call("putter", () -> queue.put(Payloads.of(OWN, 2 * mine + 1)))
                    .get();
            child.kill();
        }
    }

    private static void putMany(JoinableQueue<byte[]> queue, int count) throws InterruptedException {
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(bytes("item"));
        }
        queue.putAll(items, ItemOptions.WITH_RESULT);
    }

    private static void finishAll(JoinableQueue<byte[]> queue) throws InterruptedException {
        while (!queue.join(Duration.ZERO)) {
            queue.doneAll(queue.pollBatch(1_000, Duration.ofMillis(100)));
        }
    }
}
