package io.dishrack.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.Report;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Seed;
import io.dishrack.testkit.SmallLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Counts that rest on totals noted earlier are those that a look at each item gives. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CensusTest {

    private static final int LEDGER_ITEMS = 8;
    private static final int ROUNDS = 12;

    private final SplittableRandom random = Seed.random("totals");
    private Path folder;

    @BeforeEach
    void make(@TempDir Path temp) throws Exception {
        folder = temp.resolve("queue");
        Dishrack.open(folder, OpenOptions.DEFAULTS).close();
        SmallLedger.make(folder, LEDGER_ITEMS);
    }

    @Test
    void totalsOfManyFilesAreRightWhateverIsRedrivenOnTheWay() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OpenOptions.DEFAULTS)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = random.nextInt(3 * LEDGER_ITEMS); i >= 0; i--) {
                    queue.put(new byte[0]);
                }
                finishAll(queue);
                awaitSummedUp(queue);
                assertCounts(queue);
                redriveSome(queue);
                assertCounts(queue);
            }
            finishAll(queue);
            awaitSummedUp(queue);
            assertCounts(queue);
        }
    }

    private void finishAll(JoinableQueue<byte[]> queue) throws InterruptedException {
        for (; ; ) {
            List<Delivery<byte[]>> batch = queue.pollBatch(5, Duration.ZERO);
            if (batch.isEmpty()) {
                return;
            }
            for (Delivery<byte[]> delivery : batch) {
                if (random.nextInt(4) == 0) {
                    delivery.reject(Report.NONE);
                } else {
                    delivery.done();
                }
            }
        }
    }

    private void redriveSome(JoinableQueue<byte[]> queue) {
        long put = queue.status().put();
        for (int tries = random.nextInt(10); tries > 0; tries--) {
            queue.redrive(1 + random.nextLong(put));
        }
        if (random.nextInt(4) == 0) {
            queue.redriveAll();
        }
    }

    /** Whole files of finished items are left behind by the process that has the queue open. */
    private void awaitSummedUp(JoinableQueue<byte[]> queue) {
        ControlFile control = ControlFile.open(folder, false);
        long whole = queue.status().put() / LEDGER_ITEMS * LEDGER_ITEMS;
        Await.until("all whole files are summed up", () -> control.finishedUpToVolatile() == whole);
    }

    private void assertCounts(JoinableQueue<byte[]> queue) {
        Map<ItemState, Long> each = new EnumMap<>(ItemState.class);
        for (ItemState state : ItemState.values()) {
            each.put(state, 0L);
        }
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            inspector.items(Set.of(), item -> {
                each.merge(item.state(), 1L, Long::sum);
                return true;
            });
        }
        QueueStatus status = queue.status();
        Map<ItemState, Long> counted = new EnumMap<>(Map.of(
                ItemState.READY, status.ready(),
                ItemState.TAKEN, status.taken(),
                ItemState.DELAYED, status.delayed(),
                ItemState.DONE, status.done(),
                ItemState.DEAD, status.dead(),
                ItemState.CANCELLED, status.cancelled()));
        assertEquals(each, counted);
    }
}
