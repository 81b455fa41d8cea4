package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import java.time.Duration;
import java.util.List;

/** The calls of a queue that are others, waiting as long as it takes or for one. */
abstract class DerivedCalls implements JoinableQueue<byte[]> {

    @Override
    public long put(byte[] item, ItemOptions options) throws InterruptedException {
        return offer(item, options, Waiting.FOREVER);
    }

    @Override
    public void putAll(List<? extends byte[]> items, ItemOptions options) throws InterruptedException {
        for (int in = 0; in < items.size(); ) {
            in += offerAll(items.subList(in, items.size()), options, Waiting.FOREVER);
        }
    }

    @Override
    public Delivery<byte[]> take() throws InterruptedException {
        for (; ; ) {
            Delivery<byte[]> delivery = poll(Waiting.FOREVER);
            if (delivery != null) {
                return delivery;
            }
        }
    }

    @Override
    public Delivery<byte[]> poll(Duration timeout) throws InterruptedException {
        List<Delivery<byte[]>> one = pollBatch(1, timeout);
        return one.isEmpty() ? null : one.get(0);
    }

    @Override
    public void join() throws InterruptedException {
        join(Waiting.FOREVER);
    }
}
