package io.dishrack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;

/** A queue of raw bytes seen through a {@link Codec}. */
final class TypedQueue<T> implements JoinableQueue<T> {

    private final JoinableQueue<byte[]> bytes;
    private final Codec<T> codec;

    TypedQueue(JoinableQueue<byte[]> bytes, Codec<T> codec) {
        this.bytes = bytes;
        this.codec = codec;
    }

    @Override
    public long put(T item, ItemOptions options) throws InterruptedException {
        return bytes.put(codec.encode(item), options);
    }

    @Override
    public long offer(T item, ItemOptions options, Duration timeout) throws InterruptedException {
        return bytes.offer(codec.encode(item), options, timeout);
    }

    @Override
    public int offerAll(List<? extends T> items, ItemOptions options, Duration timeout, LongConsumer numbers)
            throws InterruptedException {
        return bytes.offerAll(encoded(items), options, timeout, numbers);
    }

    @Override
    public void putAll(List<? extends T> items, ItemOptions options) throws InterruptedException {
        bytes.putAll(encoded(items), options);
    }

    private List<byte[]> encoded(List<? extends T> items) {
        List<byte[]> payloads = new ArrayList<>(items.size());
        for (T item : items) {
            payloads.add(codec.encode(item));
        }
        return payloads;
    }

    @Override
    public Delivery<T> take() throws InterruptedException {
        return new TypedDelivery<>(bytes.take(), codec);
    }

    @Override
    public Delivery<T> poll(Duration timeout) throws InterruptedException {
        Delivery<byte[]> delivery = bytes.poll(timeout);
        return delivery == null ? null : new TypedDelivery<>(delivery, codec);
    }

    @Override
    public List<Delivery<T>> pollBatch(int max, Duration timeout) throws InterruptedException {
        List<Delivery<byte[]>> batch = bytes.pollBatch(max, timeout);
        List<Delivery<T>> typed = new ArrayList<>(batch.size());
        for (Delivery<byte[]> delivery : batch) {
            typed.add(new TypedDelivery<>(delivery, codec));
        }
        return typed;
    }

    @Override
    public int doneAll(Collection<? extends Delivery<T>> deliveries) {
        List<Delivery<byte[]>> plain = new ArrayList<>(deliveries.size());
        for (Delivery<T> delivery : deliveries) {
            plain.add(((TypedDelivery<T>) delivery).plain());
        }
        return bytes.doneAll(plain);
    }

    @Override
    public void join() throws InterruptedException {
        bytes.join();
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        return bytes.join(timeout);
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public long find(String key) {
        return bytes.find(key);
    }

    @Override
    public long unfinished() {
        return bytes.unfinished();
    }

    @Override
    public void shutdown() {
        bytes.shutdown();
    }

    @Override
    public long shutdownNow() {
        return bytes.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return bytes.isShutdown();
    }

    @Override
    public void reopen() {
        bytes.reopen();
    }

    @Override
    public boolean redrive(long number) {
        return bytes.redrive(number);
    }

    @Override
    public long redriveAll() {
        return bytes.redriveAll();
    }

    @Override
    public long find(Origin origin) {
        return bytes.find(origin);
    }

    @Override
    public Origin lastOf(String source) {
        return bytes.lastOf(source);
    }

    @Override
    public Steering steering() {
        return bytes.steering();
    }

    @Override
    public QueuePurge purge(boolean dead, boolean execute) {
        return bytes.purge(dead, execute);
    }

    @Override
    public ItemState state(long number) {
        return bytes.state(number);
    }

    @Override
    public QueueStatus status() {
        return bytes.status();
    }

    @Override
    public ResultFeed results(boolean fromStart) {
        return bytes.results(fromStart);
    }

    @Override
    public Presence presence() {
        return bytes.presence();
    }

    @Override
    public void wakeup() {
        bytes.wakeup();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
