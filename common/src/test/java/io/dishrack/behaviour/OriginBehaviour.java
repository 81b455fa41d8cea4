package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.QueueClosedException;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Puts that may be repeated. */
interface OriginBehaviour {

    QueueLab lab();

    private static ItemOptions from(String source, long sequence) {
        return ItemOptions.NONE.withOrigin(Origin.of(source, sequence));
    }

    @Test
    default void anOriginIsPutOnceAndTellsItsItemFromThenOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "other");
        assertEquals(0, queue.find(Origin.of("s", 5)));
        assertEquals(2, queue.put(bytes("five"), from("s", 5)));
        assertEquals(-2, queue.put(bytes("five again"), from("s", 5)));
        assertEquals(2, queue.find(Origin.of("s", 5)));
        assertEquals(3, queue.put(bytes("four"), from("s", 4)));
        assertEquals(4, queue.put(bytes("five of another"), from("t", 5)));
        assertEquals(List.of("other", "five", "four", "five of another"), drain(queue));
        assertEquals(-2, queue.put(bytes("when it is long done"), from("s", 5)));
        assertEquals(-2, lab().open().put(bytes("by another"), from("s", 5)));
        assertEquals(4, queue.status().put());
    }

    @Test
    default void whatIsThereIsToldByAFullQueueAndByOneThatIsShutDown() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        assertEquals(1, queue.put(bytes("a"), from("s", 1)));
        assertEquals(-1, queue.offer(bytes("a"), from("s", 1), Duration.ZERO));
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("b"), from("s", 2), Duration.ZERO));
        queue.shutdown();
        assertEquals(-1, queue.put(bytes("a"), from("s", 1)));
        assertThrows(QueueClosedException.class, () -> queue.put(bytes("b"), from("s", 2)));
        assertEquals(0, queue.find(Origin.of("s", 2)));
    }

    @Test
    default void theLastOfASourceIsToldWithItsCheck() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertNull(queue.lastOf("s"));
        queue.put(bytes("a"), ItemOptions.NONE.withOrigin(new Origin("s", 1, 77)));
        queue.put(bytes("c"), ItemOptions.NONE.withOrigin(new Origin("s", 20_000, Origin.MAX_CHECK)));
        queue.put(bytes("b"), ItemOptions.NONE.withOrigin(new Origin("s", 3, 99)));
        assertEquals(new Origin("s", 20_000, Origin.MAX_CHECK), queue.lastOf("s"));
        assertNull(queue.lastOf("t"));
    }

    @Test
    default void ofManyThatArePutAtOnceThoseThatAreThereArePassedOver() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(3);
        List<Origin> origins = LongStream.rangeClosed(1, 4)
                .mapToObj(n -> new Origin("s", n, n))
                .toList();
        String large = "l".repeat(100_000);
        queue.put(bytes("b"), ItemOptions.NONE.withOrigin(origins.get(1)));
        assertEquals(2, queue.offerAll(items("a", large), ItemOptions.NONE, origins.subList(0, 2), Duration.ZERO));
        assertEquals(3, queue.offerAll(items("a", "b", "c", "d"), ItemOptions.NONE, origins, Duration.ZERO));
        assertEquals(List.of("b", "a", "c"), drain(queue));
        assertEquals(4, queue.offerAll(items("a", "b", large, "d"), ItemOptions.NONE, origins, Duration.ZERO));
        assertEquals(origins.get(3), queue.lastOf("s"));
        assertEquals(-4, queue.put(bytes("d"), ItemOptions.NONE.withOrigin(origins.get(3))));
        queue.forget("s", 1 << 20);
        assertEquals(4, queue.status().put());
    }

    @Test
    default void whatIsForgottenIsRefusedAndTheLastIsToldStill() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> late = lab().open();
        for (long sequence : new long[] {1, 20_000, 40_000}) {
            queue.put(bytes("" + sequence), from("s", sequence));
        }
        assertEquals(-1, late.put(bytes("1"), from("s", 1)));
        queue.put(bytes("other"), from("t", 1));
        queue.forget("s", 30_000);
        queue.forget("s", 10);
        for (JoinableQueue<byte[]> one : List.of(queue, late)) {
            assertThrows(IllegalArgumentException.class, () -> one.put(bytes("1"), from("s", 1)));
            assertThrows(IllegalArgumentException.class, () -> one.put(bytes("2"), from("s", 2)));
            assertEquals(-3, one.put(bytes("40000"), from("s", 40_000)));
            assertEquals(-4, one.put(bytes("other"), from("t", 1)));
            assertEquals(Origin.of("s", 40_000), one.lastOf("s"));
        }
        assertEquals(5, late.put(bytes("50000"), from("s", 50_000)));
        assertEquals(5, queue.status().put());
    }

    @Test
    default void anOriginIsOfOneItem() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertThrows(
                IllegalArgumentException.class, () -> queue.offerAll(items("a", "b"), from("s", 1), Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> queue.offerAll(items("a", "b"), ItemOptions.NONE, List.of(Origin.of("s", 1)), Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Origin.of("s", 0));
        assertThrows(IllegalArgumentException.class, () -> new Origin("s", 1, -1));
        assertEquals(0, queue.status().put());
    }

    @Test
    default void ofSeveralThatPutTheSameOriginsOnePutsEach() throws Exception {
        int origins = 2_000;
        List<Running<Long>> putters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JoinableQueue<byte[]> queue = lab().open();
            putters.add(lab().call("putter", () -> {
                long put = 0;
                for (long sequence = 1; sequence <= origins; sequence++) {
                    put += queue.put(bytes("" + sequence), from("s", sequence)) > 0 ? 1 : 0;
                }
                return put;
            }));
        }
        long put = 0;
        for (Running<Long> putter : putters) {
            put += putter.get();
        }
        assertEquals(origins, put);
        List<String> drained = drain(lab().open());
        assertEquals(LongStream.rangeClosed(1, origins).mapToObj(n -> "" + n).toList(), drained);
        assertTrue(lab().open().join(Duration.ZERO));
    }
}
