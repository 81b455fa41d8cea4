package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static io.dishrack.testkit.Texts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import io.dishrack.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Items of higher priorities are taken first. */
interface PriorityBehaviour {

    QueueLab lab();

    private static long put(JoinableQueue<byte[]> queue, String text, int priority) throws InterruptedException {
        return queue.put(bytes(text), ItemOptions.NONE.withPriority(priority));
    }

    @Test
    default void anUrgentItemIsTakenBeforeAllThatWaits() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        put(queue, "urgent", 1);
        assertEquals(4, queue.size());
        assertEquals("urgent", text(next(queue)));
        assertEquals(3, queue.size());
        putAll(queue, "d");
        assertEquals(List.of("a", "b", "c", "d"), drain(queue));
    }

    @Test
    default void higherPrioritiesComeFirstAndEqualOnesInPutOrder() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (String each : new String[] {"a0", "b2", "c1", "d3", "e0", "f3", "g1", "h2"}) {
            put(queue, each, each.charAt(1) - '0');
        }
        assertEquals(List.of("d3", "f3", "b2", "h2", "c1", "g1", "a0", "e0"), drain(queue));
    }

    @Test
    default void aBatchTakesTheUrgentOnesFirstAndThenTheRest() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        queue.putAll(items("u", "v"), ItemOptions.NONE.withPriority(3));
        putAll(queue, "c");
        List<Delivery<byte[]>> batch = queue.pollBatch(4, Duration.ZERO);
        assertEquals(List.of("u", "v", "a", "b"), texts(batch));
        assertEquals(4, queue.doneAll(batch));
        assertEquals(List.of("c"), drain(queue));
    }

    @Test
    default void whatFailedOrCameBackKeepsItsPriority() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(2));
        putAll(queue, "a");
        put(queue, "u", 2);
        next(queue).release();
        next(queue).fail(Report.failure(1, "no"));
        putAll(queue, "b");
        Delivery<byte[]> second = next(queue);
        assertEquals("u", text(second));
        second.fail(Report.failure(1, "no"));
        assertTrue(queue.redrive(2));
        assertEquals(List.of("u", "a", "b"), drain(queue));
    }

    @Test
    default void anotherHandleSeesThePrioritiesToo() throws Exception {
        JoinableQueue<byte[]> washer = lab().open();
        JoinableQueue<byte[]> dryer = lab().open();
        Running<String> taker = lab().call("taker", () -> text(dryer.take()));
        taker.stillWaits();
        put(washer, "first", 3);
        assertEquals("first", taker.get());
        putAll(washer, "a");
        put(washer, "u", 1);
        assertEquals(List.of("u", "a"), drain(dryer));
    }

    @Test
    default void aBoundHoldsWithUrgentItems() throws Exception {
        JoinableQueue<byte[]> queue = lab().openBounded(3);
        putAll(queue, "a", "b");
        put(queue, "u", 1);
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("c"), Duration.ZERO));
        assertEquals("u", text(next(queue)));
        putAll(queue, "c");
        assertEquals(JoinableQueue.FULL, queue.offer(bytes("d"), Duration.ZERO));
        assertEquals(List.of("a", "b", "c"), drain(queue));
    }

    @Test
    default void aRandomBacklogIsTakenByPriorityAndPutOrder() throws Exception {
        SplittableRandom random = Seed.random("priorities");
        JoinableQueue<byte[]> queue = lab().open();
        List<String> waiting = new ArrayList<>();
        for (int round = 0; round < 2_000; round++) {
            if (random.nextInt(5) < 3) {
                int priority = Math.max(0, random.nextInt(8) - 4);
                String name = priority + " " + String.format("%05d", round);
                put(queue, name, priority);
                waiting.add(name);
                waiting.sort(
                        Comparator.<String>comparingInt(each -> -each.charAt(0)).thenComparing(each -> each));
                continue;
            }
            int most = random.nextInt(1, 6);
            List<Delivery<byte[]>> taken = queue.pollBatch(most, Duration.ZERO);
            List<String> expected = waiting.subList(0, Math.min(most, waiting.size()));
            assertEquals(expected, texts(taken));
            if (random.nextInt(4) == 0) {
                taken.forEach(Delivery::release);
            } else {
                queue.doneAll(taken);
                expected.clear();
            }
        }
        assertEquals(waiting, drain(queue));
    }
}
