package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Join: it returns when everything that was put is finished, neither earlier nor never. */
interface JoinBehaviour {

    QueueLab lab();

    @Test
    default void joinOfAFreshQueueReturnsAtOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.join();
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void joinWaitsUntilTheLastItemIsDone() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Running<Void> joiner = lab().run("joiner", queue::join);
        next(queue).done();
        Delivery<byte[]> last = next(queue);
        joiner.stillWaits();
        last.done();
        joiner.get();
    }

    @Test
    default void joinIsReleasedByADoneOfAnotherHandle() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Running<Boolean> joiner = lab().call("joiner", () -> queue.join(Duration.ofHours(1)));
        joiner.stillWaits();
        assertEquals(List.of("a"), drain(lab().open()));
        assertTrue(joiner.get());
    }

    @Test
    default void joinWaitsForSeveralSlowWorkersAndMayBeUsedTwice() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        AtomicInteger worked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            lab().run("worker " + i, () -> workSlowly(queue, worked));
        }
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < 30; i++) {
                queue.put(bytes("task"));
            }
            queue.join();
            assertEquals(30 * round, worked.get());
        }
    }

    private static void workSlowly(JoinableQueue<byte[]> queue, AtomicInteger worked) {
        try {
            while (true) {
                Delivery<byte[]> task = queue.take();
                LockSupport.parkNanos(5_000_000);
                worked.incrementAndGet();
                task.done();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void severalJoinersAreAllReleased() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(queue, "a");
        List<Running<Void>> joiners = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            joiners.add(lab().run("joiner " + i, queue::join));
            joiners.add(lab().run("other joiner " + i, other::join));
        }
        joiners.get(5).stillWaits();
        next(queue).done();
        for (Running<Void> joiner : joiners) {
            joiner.get();
        }
    }

    @Test
    default void joinThatTimesOutIsNotEarlyAndCanBeTriedAgain() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertFalse(queue.join(Duration.ZERO));
        long begun = System.nanoTime();
        assertFalse(queue.join(Duration.ofMillis(170)));
        assertTrue(System.nanoTime() - begun >= 170_000_000, "early");
        next(queue).done();
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void joinWaitsForAnItemThatFailedAndWillBeRetried() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofMillis(50)));
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        Running<Void> joiner = lab().run("joiner", queue::join);
        Delivery<byte[]> again = next(queue);
        joiner.stillWaits();
        again.done();
        joiner.get();
    }

    @Test
    default void joinWaitsForAReleasedItem() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        next(queue).release();
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        next(queue).done();
        joiner.get();
    }

    @Test
    default void aDeadLetterReleasesJoin() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        next(queue).reject(Report.NONE);
        joiner.get();
    }

    @Test
    default void joinWaitsForItemsPutWhileItWaits() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Running<Void> joiner = lab().run("joiner", queue::join);
        joiner.stillWaits();
        putAll(queue, "b");
        next(queue).done();
        joiner.stillWaits();
        next(queue).done();
        joiner.get();
    }

    @Test
    default void itemsOfAnEarlierHandleAreJoinedToo() throws Exception {
        JoinableQueue<byte[]> washer = lab().open();
        putAll(washer, "a");
        washer.close();
        JoinableQueue<byte[]> queue = lab().open();
        assertFalse(queue.join(Duration.ofMillis(20)));
        next(queue).done();
        queue.join();
    }
}
