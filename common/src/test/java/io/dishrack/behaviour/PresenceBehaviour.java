package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Pace;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What handles know of each other: who is asked to go, who is busy since when, how the work goes. */
interface PresenceBehaviour {

    QueueLab lab();

    private static long self() {
        return ProcessHandle.current().pid();
    }

    @Test
    default void whoIsDismissedStopsWaitingAndIsToldOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        CountDownLatch told = new CountDownLatch(1);
        queue.presence().onDismissed(told::countDown);
        assertFalse(queue.isDismissed());
        Running<Delivery<byte[]>> taker = lab().call("taker", () -> queue.poll(Duration.ofDays(1)));
        taker.stillWaits();
        assertEquals(1, queue.dismiss(self()));
        assertNull(taker.get());
        told.await();
        assertTrue(queue.isDismissed());
        CountDownLatch late = new CountDownLatch(1);
        queue.presence().onDismissed(late::countDown);
        late.await();
    }

    @Test
    default void whoAlwaysFindsSomethingIsToldOfItsDismissalWhenItTakesTheNext() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        CountDownLatch told = new CountDownLatch(1);
        queue.presence().onDismissed(told::countDown);
        next(queue).done();
        queue.dismiss(self());
        next(queue).done();
        assertEquals(0, told.getCount(), "by then, not at the next look around");
    }

    @Test
    default void whoIsDismissedFinishesWhatItHolds() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Delivery<byte[]> held = next(queue);
        queue.dismiss(self());
        assertEquals(Outcome.APPLIED, held.done());
        assertEquals(Outcome.APPLIED, next(queue).done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void whoComesLaterIsNotMeantNorIsAStranger() throws Exception {
        JoinableQueue<byte[]> leaving = lab().open();
        JoinableQueue<byte[]> asker = lab().open();
        assertEquals(2, asker.dismiss(self()));
        leaving.close();
        JoinableQueue<byte[]> later = lab().open();
        assertFalse(later.isDismissed());
        assertTrue(asker.isDismissed());
        assertEquals(0, asker.dismiss(Long.MAX_VALUE));
    }

    @Test
    default void aProcessTellsWhatItHoldsAndSinceWhenItIsBusy() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        next(queue).done();
        Delivery<byte[]> held = next(queue);
        queue.presence().onBusy(() -> 12_345);
        Await.until("busy", () -> queue.status().processes().get(0).busySinceMillis() == 12_345);
        assertEquals(2, queue.status().processes().get(0).oldestTaken());
        held.done();
        assertEquals(0, queue.status().processes().get(0).oldestTaken());
        assertEquals(0, queue.status().processes().get(0).busySinceMillis());
    }

    @Test
    default void theOldestWaitingItemIsToldWithTheTimeOfItsPut() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertEquals(0, queue.status().pace().oldestWaiting());
        assertEquals(0, queue.status().pace().takenPerSecond());
        long before = System.currentTimeMillis();
        putAll(queue, "a", "b", "c");
        Await.until("noted", () -> queue.status().pace().oldestWaitingMillis() >= before);
        assertEquals(1, queue.status().pace().oldestWaiting());
        Delivery<byte[]> first = next(queue);
        assertEquals(2, queue.status().pace().oldestWaiting());
        first.release();
        Pace pace = queue.status().pace();
        assertEquals(1, pace.oldestWaiting());
        assertTrue(pace.oldestWaitingMillis() <= System.currentTimeMillis());
    }
}
