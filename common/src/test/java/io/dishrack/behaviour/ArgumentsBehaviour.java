package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.QueueLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Arguments that make no sense are refused, and nothing has happened then. */
interface ArgumentsBehaviour {

    Duration NEGATIVE = Duration.ofNanos(-1);

    QueueLab lab();

    @Test
    default void negativeTimeoutsAreRefused() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertThrows(IllegalArgumentException.class, () -> queue.offer(bytes("b"), NEGATIVE));
        assertThrows(IllegalArgumentException.class, () -> queue.offerAll(items("b"), ItemOptions.NONE, NEGATIVE));
        assertThrows(IllegalArgumentException.class, () -> queue.poll(NEGATIVE));
        assertThrows(IllegalArgumentException.class, () -> queue.pollBatch(1, NEGATIVE));
        assertThrows(IllegalArgumentException.class, () -> queue.join(NEGATIVE));
        assertEquals(1, queue.size());
        assertEquals(1, queue.status().put());
    }

    @Test
    default void negativeTimeoutsAreRefusedAlsoWhenNothingWouldWait() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertThrows(IllegalArgumentException.class, () -> queue.join(Duration.ofDays(-1)));
        assertThrows(IllegalArgumentException.class, () -> queue.poll(Duration.ofDays(-1)));
        try (ResultFeed feed = queue.results(true)) {
            assertThrows(IllegalArgumentException.class, () -> feed.poll(NEGATIVE));
        }
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        assertThrows(IllegalArgumentException.class, () -> a.extend(NEGATIVE));
        assertThrows(
                IllegalArgumentException.class,
                () -> a.extend(Duration.ofHours(24).plusNanos(1)));
        assertNull(a.outcome());
    }

    @Test
    default void theLongestTimeoutIsNotTooLong() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        assertTrue(queue.join(forEver));
        assertEquals(1, queue.offer(bytes("a"), forEver));
        queue.poll(forEver).done();
        var taker = lab().call("taker", () -> queue.poll(forEver));
        taker.stillWaits();
        putAll(queue, "b");
        assertEquals(2, taker.get().number());
    }

    @Test
    default void aBatchOfNoneIsRefused() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertThrows(IllegalArgumentException.class, () -> queue.pollBatch(0, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> queue.pollBatch(-1, Duration.ZERO));
        assertEquals(1, queue.size());
    }

    @Test
    default void aMissingItemIsRefusedAndCostsNoSlot() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        assertThrows(NullPointerException.class, () -> queue.put(null));
        assertThrows(NullPointerException.class, () -> queue.offer(null, Duration.ZERO));
        assertEquals(0, queue.status().put());
        assertEquals(1, queue.offer(bytes("a"), Duration.ZERO));
    }
}
