package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.QueueLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Payloads and keys: any bytes, exactly. */
interface PayloadBehaviour {

    QueueLab lab();

    @Test
    default void everyByteValueArrives() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        queue.put(all);
        assertArrayEquals(all, next(queue).item());
    }

    @Test
    default void anEmptyPayloadIsAnItem() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(new byte[0]);
        queue.putAll(List.of(new byte[0], bytes("a"), new byte[0]), ItemOptions.NONE);
        assertEquals(4, queue.size());
        assertArrayEquals(new byte[0], next(queue).item());
        assertEquals(List.of("", "a", ""), drain(queue));
    }

    @Test
    default void payloadsOfEveryLengthArriveWhole() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (int length = 0; length <= 300; length++) {
            queue.put(ofLength(length));
        }
        for (int length = 0; length <= 300; length++) {
            Delivery<byte[]> delivery = next(queue);
            assertArrayEquals(ofLength(length), delivery.item());
            delivery.done();
        }
    }

    private static byte[] ofLength(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        return payload;
    }

    @Test
    default void aPayloadOfTenMegabytesArrivesBetweenSmallOnes() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        byte[] large = ofLength(10 << 20);
        putAll(queue, "before");
        queue.put(large);
        putAll(queue, "after");
        assertArrayEquals(bytes("before"), next(queue).item());
        Delivery<byte[]> delivery = next(queue);
        assertArrayEquals(large, delivery.item());
        delivery.release();
        Delivery<byte[]> again = next(queue);
        assertArrayEquals(again.number() == 2 ? large : bytes("after"), again.item());
    }

    @Test
    default void thePayloadIsTheCallersAgainWhenPutReturns() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        byte[] reused = bytes("first");
        queue.put(reused);
        System.arraycopy(bytes("other"), 0, reused, 0, 5);
        assertArrayEquals(bytes("first"), next(queue).item());
    }

    @Test
    default void aHeldPayloadDoesNotChangeWhileOthersAreTaken() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (int i = 0; i < 100; i++) {
            queue.put(Payloads.of(1, i));
        }
        List<Delivery<byte[]>> held = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            held.add(next(queue));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(i, Payloads.check(held.get(i).item()).sequence());
        }
    }

    @Test
    default void theKeyComesWithTheItem() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        String odd = "sch\u00fcssel \n\u0000 \ud83c\udf7d";
        queue.put(bytes("a"), ItemOptions.NONE.withKey("key"));
        queue.put(bytes("b"), ItemOptions.NONE.withKey(odd));
        queue.put(bytes("c"), ItemOptions.NONE);
        assertEquals("key", next(queue).key());
        Delivery<byte[]> withOddKey = next(queue);
        assertEquals(odd, withOddKey.key());
        assertArrayEquals(bytes("b"), withOddKey.item());
        assertNull(next(queue).key());
    }

    @Test
    default void theKeyStaysWhenAnItemIsHandedOutAgain() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), ItemOptions.WITH_RESULT.withKey("key"));
        next(queue).release();
        Delivery<byte[]> again = next(queue);
        assertEquals("key", again.key());
        assertTrue(again.wantsResult());
    }

    @Test
    default void theLongestKeyFitsAndALongerOrEmptyOneCostsNoSlot() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        String longest = "k".repeat(65_535);
        assertThrows(
                IllegalArgumentException.class, () -> queue.put(bytes("a"), ItemOptions.NONE.withKey(longest + "k")));
        assertThrows(
                IllegalArgumentException.class,
                () -> queue.put(bytes("a"), ItemOptions.NONE.withKey("\u00fc".repeat(40_000))));
        assertThrows(IllegalArgumentException.class, () -> queue.put(bytes("a"), ItemOptions.NONE.withKey("")));
        assertEquals(0, queue.status().put());
        assertEquals(1, queue.offer(bytes("a"), ItemOptions.NONE.withKey(longest), Duration.ZERO));
        assertEquals(longest, next(queue).key());
    }

    @Test
    default void theInspectorShowsEachItemsBytesAndKey() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), ItemOptions.NONE.withKey("key"));
        queue.put(Payloads.of(1, 7));
        next(queue).done();
        try (var inspector = lab().inspect()) {
            assertArrayEquals(bytes("a"), inspector.item(1).payload());
            assertEquals("key", inspector.item(1).key());
            assertEquals(1, inspector.item(1).attempts());
            assertEquals(7, Payloads.check(inspector.item(2).payload()).sequence());
            assertEquals(0, inspector.item(2).attempts());
            assertNull(inspector.item(3));
        }
    }
}
