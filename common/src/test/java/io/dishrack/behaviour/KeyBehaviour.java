package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.text;
import static io.dishrack.testkit.Texts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Items with keys: order, uniqueness, finding. */
interface KeyBehaviour {

    QueueLab lab();

    private static ItemOptions key(String key) {
        return ItemOptions.NONE.withKey(key);
    }

    /** Each with its first letter as its key. */
    private static void putKeyed(JoinableQueue<byte[]> queue, String... texts) throws InterruptedException {
        for (String text : texts) {
            queue.put(bytes(text), key(text.substring(0, 1)));
        }
    }

    private static void nothingIsThere(JoinableQueue<byte[]> queue) throws InterruptedException {
        Delivery<byte[]> found = queue.poll(Duration.ZERO);
        assertNull(found, () -> text(found));
    }

    @Test
    default void itemsOfOneKeyAreHandedOutOneAfterTheOther() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2", "b1", "a3", "b2");
        Delivery<byte[]> a = next(queue);
        Delivery<byte[]> b = next(queue);
        assertEquals(List.of("a1", "b1"), texts(List.of(a, b)));
        nothingIsThere(queue);
        b.done();
        assertEquals("b2", text(next(queue)));
        a.done();
        Delivery<byte[]> a2 = next(queue);
        assertEquals("a2", text(a2));
        nothingIsThere(queue);
        a2.done();
        assertEquals("a3", text(next(queue)));
    }

    @Test
    default void itemsWithoutAKeyPassThemBy() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2");
        queue.put(bytes("plain"));
        next(queue);
        assertEquals("plain", text(next(queue)));
        nothingIsThere(queue);
    }

    @Test
    default void aBatchOfOneKeyIsHandedOutOneByOne() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("1", "2", "3", "4"), key("k"));
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Delivery<byte[]>> batch = queue.pollBatch(10, Await.DEADLINE);
            order.addAll(texts(batch));
            assertEquals(1, batch.size());
            queue.doneAll(batch);
        }
        assertEquals(List.of("1", "2", "3", "4"), order);
    }

    @Test
    default void oneThatWaitsBehindItsKeyIsToldAsDelayedAndHasNoAttempt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2");
        Delivery<byte[]> first = next(queue);
        nothingIsThere(queue);
        try (QueueInspector look = lab().inspect()) {
            ItemView waiting = look.item(2);
            assertEquals(ItemState.DELAYED, waiting.state());
            assertEquals(0, waiting.dueMillis());
            assertEquals(0, waiting.attempts());
        }
        assertEquals(1, queue.size());
        assertEquals(2, queue.unfinished());
        first.done();
        assertEquals(1, next(queue).attempt());
    }

    @Test
    default void oneThatWaitsForItsRetryKeepsItsPlace() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofMillis(20)));
        putKeyed(queue, "a1", "a2");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Delivery<byte[]> first = next(queue);
            assertEquals("a1", text(first));
            assertEquals(attempt, first.attempt());
            nothingIsThere(queue);
            first.fail(Report.failure(1, "again"));
            nothingIsThere(queue);
        }
        next(queue).done();
        assertEquals("a2", text(next(queue)));
    }

    @Test
    default void oneThatIsGivenBackKeepsItsPlace() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putKeyed(queue, "a1", "a2");
        next(other);
        nothingIsThere(queue);
        other.close();
        assertEquals("a1", text(next(queue)));
        nothingIsThere(queue);
    }

    @Test
    default void aDeadLetterLetsTheNextOfItsKeyGoOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2", "a3");
        next(queue).reject(Report.failure(1, "never"));
        Delivery<byte[]> second = next(queue);
        assertEquals("a2", text(second));
        nothingIsThere(queue);
        second.reject(Report.failure(1, "never"));
        assertEquals(List.of("a3"), drain(queue));
        assertEquals(2, queue.redriveAll());
        assertEquals(List.of("a1", "a2"), drain(queue));
    }

    /** Those behind it went on; but never does one of them run beside it. */
    @Test
    default void aDeadLetterThatIsRedrivenRunsBesideNoOtherOfItsKey() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        JoinableQueue<byte[]> other = lab().open();
        putKeyed(queue, "a1", "a2", "a3", "a4");
        next(queue).reject(Report.failure(1, "never"));
        next(other).done();
        Delivery<byte[]> third = next(other);
        assertEquals("a3", text(third));
        assertTrue(queue.redrive(1));
        nothingIsThere(queue);
        third.done();
        Delivery<byte[]> first = next(queue);
        assertEquals("a1", text(first));
        nothingIsThere(other);
        first.done();
        assertEquals("a4", text(next(other)));
    }

    @Test
    default void oneWhoseResultIsKeptLetsTheNextGoOn() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("1", "2"), key("k").withKeepResult(true));
        Delivery<byte[]> first = next(queue);
        nothingIsThere(queue);
        first.done(Report.of(bytes("output")));
        assertEquals("2", text(next(queue)));
    }

    @Test
    default void aSleepingTakerIsWokenWhenAnotherHandleFinishesTheItemBefore() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2");
        Delivery<byte[]> first = next(queue);
        JoinableQueue<byte[]> other = lab().open();
        Running<Delivery<byte[]>> taker = lab().call("taker", other::take);
        taker.stillWaits();
        first.done();
        assertEquals("a2", text(taker.get()));
    }

    @Test
    default void afterShutdownWhatWaitsBehindItsKeyIsStillTaken() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2");
        Delivery<byte[]> first = next(queue);
        Running<Delivery<byte[]>> taker = lab().call("taker", queue::take);
        taker.stillWaits();
        queue.shutdown();
        taker.stillWaits();
        first.done();
        taker.get().done();
        assertThrows(QueueClosedException.class, queue::take);
    }

    @Test
    default void shutdownNowCancelsWhatWaitsBehindItsKey() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putKeyed(queue, "a1", "a2", "a3");
        Delivery<byte[]> first = next(queue);
        nothingIsThere(queue);
        assertEquals(2, queue.shutdownNow());
        first.done();
        queue.join();
        assertEquals(2, queue.status().cancelled());
    }

    @Test
    default void whatWaitsBehindItsKeyTakesUpRoom() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(2);
        putKeyed(queue, "a1");
        Delivery<byte[]> first = next(queue);
        putKeyed(queue, "a2");
        nothingIsThere(queue);
        putKeyed(queue, "a3");
        nothingIsThere(queue);
        assertEquals(2, queue.size());
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("b"), Duration.ZERO));
        first.done();
        next(queue);
        assertEquals(4, queue.offer(bytes("b"), Duration.ZERO));
    }

    @Test
    default void aUniqueItemIsPutOnceWhateverBecameOfIt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        ItemOptions unique = key("a").withUnique(true);
        assertEquals(1, queue.put(bytes("1"), unique));
        assertEquals(-1, queue.put(bytes("2"), unique));
        next(queue).done();
        assertEquals(-1, queue.offer(bytes("3"), unique, Duration.ZERO));
        assertEquals(2, queue.put(bytes("4"), key("b").withUnique(true)));
        assertEquals(3, queue.put(bytes("5"), key("a")));
        assertEquals(-3, queue.put(bytes("6"), unique));
        assertEquals(3, queue.status().put());
    }

    @Test
    default void aUniqueItemThatIsThereIsToldOfAFullQueueToo() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(1);
        ItemOptions unique = key("a").withUnique(true);
        assertEquals(1, queue.offer(bytes("1"), unique, Duration.ZERO));
        assertEquals(-1, queue.offer(bytes("2"), unique, Duration.ZERO));
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("3"), key("b").withUnique(true), Duration.ZERO));
    }

    @Test
    default void manyPuttersOfTheSameKeysPutEachOnce() throws Exception {
        int keys = 300;
        List<Running<Integer>> putters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JoinableQueue<byte[]> queue = lab().open();
            putters.add(lab().call("putter " + i, () -> {
                int put = 0;
                for (int k = 0; k < keys; k++) {
                    put += queue.put(bytes("x"), key("k" + k).withUnique(true)) > 0 ? 1 : 0;
                }
                return put;
            }));
        }
        int put = 0;
        for (Running<Integer> putter : putters) {
            put += putter.get();
        }
        assertEquals(keys, put);
        assertEquals(keys, lab().open().status().put());
    }

    @Test
    default void uniqueItemsAreNotPutInBulk() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        ItemOptions unique = key("a").withUnique(true);
        assertThrows(IllegalArgumentException.class, () -> queue.putAll(items("1", "2"), unique));
        assertThrows(IllegalArgumentException.class, () -> ItemOptions.NONE.withUnique(true));
        assertEquals(0, queue.status().put());
    }

    @Test
    default void anItemIsFoundByItsKey() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertEquals(0, queue.find("a"));
        putKeyed(queue, "a1", "b1", "a2");
        queue.put(bytes("plain"));
        assertEquals(3, queue.find("a"));
        assertEquals(2, lab().open().find("b"));
        assertEquals(0, queue.find("c"));
        assertThrows(IllegalArgumentException.class, () -> queue.find(""));
    }

    /** Each notes when it begins and ends: of one key nothing overlaps, and nothing is out of order. */
    @Test
    default void underManyTakersEachKeyIsServedInOrderAndOneAtATime() throws Exception {
        int keys = 7;
        int items = 700;
        Map<String, List<String>> notes = new ConcurrentHashMap<>();
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(100));
        for (int t = 0; t < 4; t++) {
            JoinableQueue<byte[]> taker =
                    t < 2 ? queue : lab().open(QueueLab.options().withMaxAttempts(100));
            lab().run("taker " + t, () -> {
                for (; ; ) {
                    for (Delivery<byte[]> delivery : taker.pollBatch(5, Duration.ofHours(1))) {
                        serve(delivery, notes);
                    }
                }
            });
        }
        Map<String, List<String>> expected = new TreeMap<>();
        for (int i = 0; i < items; i++) {
            String key = "k" + i % keys;
            queue.put(bytes("" + i), key(key));
            expected.computeIfAbsent(key, k -> new ArrayList<>()).addAll(List.of(i + " begins", i + " ends"));
        }
        assertTrue(queue.join(Await.DEADLINE));
        assertEquals(expected, new TreeMap<>(notes));
    }

    private static void serve(Delivery<byte[]> delivery, Map<String, List<String>> notes) {
        int chance = ThreadLocalRandom.current().nextInt(10);
        if (chance == 0) {
            delivery.release();
            return;
        }
        if (chance == 1) {
            delivery.fail(Report.failure(1, "told to"));
            return;
        }
        // No lock: if two of a key ran at once, the list would tell, or break.
        List<String> own = notes.computeIfAbsent(delivery.key(), key -> new ArrayList<>());
        own.add(text(delivery) + " begins");
        Thread.onSpinWait();
        own.add(text(delivery) + " ends");
        delivery.done();
    }
}
