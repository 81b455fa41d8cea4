package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A paused queue hands out nothing. */
interface PauseBehaviour {

    QueueLab lab();

    @Test
    default void aPausedQueueHandsOutNothingToAnybodyAndTakesPuts() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putAll(queue, "a");
        queue.pause();
        assertTrue(other.isPaused());
        assertTrue(other.status().paused());
        putAll(queue, "b");
        for (JoinableQueue<byte[]> each : List.of(queue, other)) {
            assertNull(each.poll(Duration.ZERO));
            assertEquals(List.of(), each.pollBatch(5, Duration.ofMillis(60)));
        }
        assertEquals(2, queue.size());
        other.resume();
        assertFalse(queue.isPaused());
        assertEquals(List.of("a", "b"), drain(queue));
    }

    @Test
    default void takersAndJoinersOfAPausedQueueWaitUntilItIsResumed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.pause();
        putAll(queue, "a");
        Running<Delivery<byte[]>> taker = lab().call("taker", lab().open()::take);
        Running<Void> joiner = lab().run("joiner", lab().open()::join);
        taker.stillWaits();
        joiner.stillWaits();
        queue.resume();
        taker.get().done();
        joiner.get();
    }

    @Test
    default void whatRunsWhenTheQueueIsPausedMayFinish() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Delivery<byte[]> running = next(queue);
        queue.pause();
        running.done();
        assertEquals(1, queue.status().done());
        assertNull(queue.poll(Duration.ZERO));
        queue.resume();
        assertEquals(List.of("b"), drain(queue));
    }

    @Test
    default void aQueueThatIsShutDownWhilePausedIsNotDrainedBeforeItIsResumed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        queue.pause();
        queue.shutdown();
        assertNull(queue.poll(Duration.ZERO));
        queue.resume();
        next(queue).done();
        assertThrows(QueueClosedException.class, () -> queue.poll(Duration.ZERO));
    }

    @Test
    default void pauseAndLimitDoNotChangeEachOther() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.limit(2);
        queue.pause();
        assertEquals(2, queue.limit());
        queue.limit(1);
        assertTrue(queue.isPaused());
        queue.resume();
        assertEquals(1, queue.limit());
        putAll(queue, "a", "b");
        assertEquals(1, queue.pollBatch(5, Duration.ZERO).size());
    }

    @Test
    default void pausingTwiceIsPausingOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.pause();
        queue.pause();
        queue.resume();
        queue.resume();
        putAll(queue, "a");
        assertEquals(List.of("a"), drain(queue));
    }
}
