package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items that may not be handed out before a time. */
interface DelayBehaviour {

    QueueLab lab();

    private static ItemOptions after(Duration delay) {
        return ItemOptions.NONE.withNotBeforeMillis(System.currentTimeMillis() + delay.toMillis());
    }

    @Test
    default void anItemIsNotHandedOutBeforeItsTimeAndOthersPassIt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("later"), after(Duration.ofHours(1)));
        queue.putAll(items("later too", "and this"), after(Duration.ofHours(1)));
        putAll(queue, "a", "b");
        assertEquals(List.of("a", "b"), drain(queue));
        assertEquals(3, queue.status().delayed());
        assertEquals(3, queue.unfinished());
        assertEquals(0, queue.size());
        assertFalse(queue.join(Duration.ZERO));
        assertEquals(3, queue.cancelWaiting());
    }

    @Test
    default void aWaitingTakerGetsItWhenItsTimeHasComeAndNotEarlier() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Running<Delivery<byte[]>> taker = lab().call("taker", queue::take);
        long time = System.currentTimeMillis() + 150;
        queue.put(bytes("a"), ItemOptions.NONE.withNotBeforeMillis(time));
        Delivery<byte[]> taken = taker.get();
        assertTrue(System.currentTimeMillis() >= time);
        assertEquals(1, taken.attempt());
        taken.done();
    }

    @Test
    default void aTimeThatIsPastIsNoDelay() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), after(Duration.ofHours(-1)));
        queue.put(bytes("b"), ItemOptions.NONE.withNotBeforeMillis(1));
        assertEquals(List.of("a", "b"), drain(queue));
    }

    @Test
    default void anUrgentItemWaitsForItsTimeAndIsUrgentThen() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        queue.put(bytes("u"), after(Duration.ofMillis(100)).withPriority(2));
        assertEquals("a", text(next(queue)));
        putAll(queue, "b");
        Await.until("it is ready", () -> queue.status().delayed() == 0);
        assertEquals(List.of("u", "b"), drain(queue));
    }

    @Test
    default void aGracefulShutdownWaitsForWhatIsDelayed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), after(Duration.ofMillis(100)));
        queue.shutdown();
        Delivery<byte[]> taken = queue.take();
        assertEquals("a", text(taken));
        taken.done();
        assertThrows(QueueClosedException.class, () -> lab().open().take());
    }

    @Test
    default void aShutdownAtOnceCancelsWhatIsDelayed() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), after(Duration.ofHours(1)));
        assertNull(queue.poll(Duration.ZERO));
        queue.put(bytes("b"), after(Duration.ofHours(1)));
        assertEquals(2, queue.shutdownNow());
        assertTrue(queue.join(Duration.ZERO));
    }
}
