package io.dishrack.testkit;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Short words for queues of raw bytes that hold text. */
public final class Texts {

    private Texts() {}

    /** Text as UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Several. */
    public static List<byte[]> items(String first, String... others) {
        List<byte[]> all = new ArrayList<>();
        all.add(bytes(first));
        for (String other : others) {
            all.add(bytes(other));
        }
        return all;
    }

    /** The text that was delivered. */
    public static String text(Delivery<byte[]> delivery) {
        return new String(delivery.item(), StandardCharsets.UTF_8);
    }

    /** The texts that were delivered. */
    public static List<String> texts(List<Delivery<byte[]>> deliveries) {
        return deliveries.stream().map(Texts::text).toList();
    }

    /** Puts each, in order. */
    public static void putAll(JoinableQueue<byte[]> queue, String... texts) throws InterruptedException {
        for (String text : texts) {
            queue.put(bytes(text), ItemOptions.NONE);
        }
    }

    /** Takes the next item, which has to come. */
    public static Delivery<byte[]> next(JoinableQueue<byte[]> queue) throws InterruptedException {
        Delivery<byte[]> delivery = queue.poll(Await.DEADLINE);
        if (delivery == null) {
            throw new AssertionError("no item in time: status=" + queue.status());
        }
        return delivery;
    }

    /** Takes everything that is there, acknowledges it, and says what it was, in the order of taking. */
    public static List<String> drain(JoinableQueue<byte[]> queue) throws InterruptedException {
        List<String> drained = new ArrayList<>();
        for (Delivery<byte[]> d = queue.poll(Duration.ZERO); d != null; d = queue.poll(Duration.ZERO)) {
            drained.add(text(d));
            d.done();
        }
        return drained;
    }
}
