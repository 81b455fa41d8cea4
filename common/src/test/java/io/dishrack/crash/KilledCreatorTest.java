package io.dishrack.crash;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueInspector;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.History;
import io.dishrack.testkit.Invariants;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes killed while they make, open or close a queue. */
@Tag("crash")
final class KilledCreatorTest extends ProcessTest {

    @Test
    void aQueueWhoseMakerWasKilledAtAnyInstantIsMadeOrOpenedByTheNext() throws Exception {
        SplittableRandom random = Seed.random("killed maker");
        for (int round = 0; round < 12; round++) {
            Path folder = folder().resolveSibling("made-" + round);
            QueueChild maker = QueueChild.start(children, folder, options(), new History());
            Await.until("the folder is made", () -> Files.exists(folder));
            spin(random.nextInt(round < 8 ? 4_000_000 : 60_000_000));
            maker.kill();
            try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options());
                    QueueInspector inspector = Dishrack.inspect(folder)) {
                assertEquals(1, queue.put(bytes("a")));
                next(queue).done();
                assertTrue(queue.join(Duration.ZERO));
                Invariants.check(queue, inspector);
            }
        }
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void processesThatMakeAQueueAtOnceShareOne() throws Exception {
        List<QueueChild> makers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            makers.add(startChild(options().withMaxSize(100 + i)));
        }
        Set<Long> numbers = new TreeSet<>();
        for (QueueChild maker : makers) {
            numbers.add(Long.parseLong(maker.tell("put", "a")));
        }
        assertEquals(Set.of(1L, 2L, 3L, 4L), numbers);
        assertEquals(4, open().size());
    }

    @Test
    void processesKilledWhileTheyOpenAndCloseLeaveNoItemAndNoSeatTaken() throws Exception {
        SplittableRandom random = Seed.random("killed while opening and closing");
        JoinableQueue<byte[]> queue = open();
        for (int i = 0; i < 50; i++) {
            queue.put(bytes("item"));
        }
        for (int round = 0; round < 6; round++) {
            QueueChild first = startChild(options());
            QueueChild second = startChild(options());
            first.ask("churn", folder());
            second.ask("churn", folder());
            first.awaitOpen();
            second.awaitOpen();
            spin(random.nextInt(40_000_000));
            first.process().killSoon();
            second.kill();
        }
        Await.until("all items are back", () -> queue.size() == 50);
        Await.until(
                "all seats are free",
                () -> living(queue) == 1 && queue.status().processes().size() == 1);
        for (int i = 0; i < 50; i++) {
            next(queue).done();
        }
        assertTrue(queue.join(Duration.ZERO));
    }

    private static long living(JoinableQueue<byte[]> queue) {
        return queue.status().processes().stream()
                .filter(process -> process.liveness() != ProcessInfo.Liveness.DEAD)
                .count();
    }
}
