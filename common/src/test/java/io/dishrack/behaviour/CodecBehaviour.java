package io.dishrack.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Codec;
import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typed items. */
interface CodecBehaviour {

    /** Even numbers only. */
    Codec<Integer> EVEN = new Codec<>() {
        @Override
        public byte[] encode(Integer item) {
            if (item % 2 != 0) {
                throw new IllegalArgumentException("odd number: item=" + item + "; use an even one");
            }
            return ByteBuffer.allocate(Integer.BYTES).putInt(item).array();
        }

        @Override
        public Integer decode(byte[] payload) {
            return ByteBuffer.wrap(payload).getInt();
        }
    };

    QueueLab lab();

    @Test
    default void typedItemsArriveAsTheyWerePut() throws Exception {
        JoinableQueue<String> queue = lab().open(QueueLab.options(), Codec.UTF_8);
        queue.put("salad");
        queue.putAll(List.of("br\u00f6tchen", ""), ItemOptions.NONE);
        assertEquals("salad", queue.take().item());
        List<Delivery<String>> batch = queue.pollBatch(5, Duration.ZERO);
        assertEquals(
                List.of("br\u00f6tchen", ""), batch.stream().map(Delivery::item).toList());
        assertEquals(2, queue.doneAll(batch));
        assertEquals(1, queue.unfinished());
    }

    @Test
    default void anItemThatCantBeEncodedCostsNoSlot() throws Exception {
        JoinableQueue<Integer> queue = lab().open(QueueLab.options().withMaxSize(1), EVEN);
        assertThrows(IllegalArgumentException.class, () -> queue.put(1));
        assertThrows(IllegalArgumentException.class, () -> queue.offer(3, Duration.ZERO));
        assertEquals(0, queue.status().put());
        assertEquals(1, queue.offer(4, Duration.ZERO));
        assertEquals(JoinableQueue.FULL, queue.offer(6, Duration.ZERO));
        Delivery<Integer> four = queue.poll(Await.DEADLINE);
        assertEquals(4, four.item());
        four.done();
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void aBatchWithOneThatCantBeEncodedPutsNothing() throws Exception {
        JoinableQueue<Integer> queue = lab().open(QueueLab.options().withMaxSize(9), EVEN);
        assertThrows(IllegalArgumentException.class, () -> queue.putAll(List.of(2, 4, 5, 6), ItemOptions.NONE));
        assertThrows(
                IllegalArgumentException.class, () -> queue.offerAll(List.of(2, 3), ItemOptions.NONE, Duration.ZERO));
        assertEquals(0, queue.status().put());
        assertEquals(0, queue.unfinished());
    }

    @Test
    default void anItemThatCantBeEncodedIsRefusedAlsoWhenTheQueueIsFull() throws Exception {
        JoinableQueue<Integer> queue = lab().open(QueueLab.options().withMaxSize(1), EVEN);
        queue.put(2);
        assertThrows(IllegalArgumentException.class, () -> queue.put(3));
        assertEquals(1, queue.size());
    }
}
