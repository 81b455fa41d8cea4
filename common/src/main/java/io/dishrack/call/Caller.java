package io.dishrack.call;

import io.dishrack.Codec;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.pool.PoolOptions;
import io.dishrack.pool.WorkerPool;
import io.dishrack.request.Batch;
import io.dishrack.request.Request;
import io.dishrack.request.Requester;
import io.dishrack.request.ResultReader;
import java.time.Duration;

/**
 * Calls functions that are run by other processes, or by default workers in this one. Thread-safe.
 *
 * <p>Several calls are collected and harvested with a {@link Batch}: {@code batch.add(function.start(arguments))}.
 */
public final class Caller implements AutoCloseable {

    static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Requester<byte[], byte[]> requester;
    private final WorkerPool<byte[]> defaultWorkers;

    /** Through a queue, which the caller closes, after this. Others receive the calls. */
    public Caller(JoinableQueue<byte[]> queue) {
        this.requester = new Requester<>(queue, Codec.BYTES);
        this.defaultWorkers = null;
    }

    /**
     * With default workers: threads of this JVM that start when a call finds none idle, and end when they find nothing
     * to do for so long. Others may receive calls too.
     *
     * @param most workers at a time
     */
    public Caller(JoinableQueue<byte[]> queue, Functions functions, int most, Duration idle) {
        this.requester = new Requester<>(queue, Codec.BYTES);
        this.defaultWorkers = new Receiver(queue, functions)
                .pool(PoolOptions.DEFAULTS.withName("call").withIdle(idle).withOnDemand(most));
    }

    /** A function by name; whether there is one is known when it is called. */
    public <A, R> RemoteFunction<A, R> function(String name, Codec<A> arguments, Codec<R> value) {
        return new RemoteFunction<>(this, name, arguments, value);
    }

    /** A function whose arguments and value are JSON. */
    public RemoteFunction<Object, Object> function(String name) {
        return function(name, Json.CODEC, Json.CODEC);
    }

    <R> Request<R> submit(byte[] payload, ItemOptions options, Duration room, ResultReader<R> reader)
            throws InterruptedException {
        Request<R> request = requester.submit(payload, options, room, reader);
        if (defaultWorkers != null) {
            defaultWorkers.demand();
        }
        return request;
    }

    /** The default workers, to be counted, added to or dismissed; null when there are to be none. */
    public WorkerPool<byte[]> defaultWorkers() {
        return defaultWorkers;
    }

    /** Collects calls of the same kind of value and hands them out as they end. */
    public <R> Batch<R> batch() {
        return new Batch<>(requester::workers);
    }

    /** An {@link java.util.concurrent.ExecutorService} whose tasks are calls of this caller. */
    public CallExecutor asExecutor() {
        return new CallExecutor(this);
    }

    /** Calls that have not ended. */
    public int pending() {
        return requester.pending();
    }

    /** Ends it: default workers finish what they run; calls that were not answered stay in the queue. */
    @Override
    public void close() {
        if (defaultWorkers != null) {
            defaultWorkers.close();
        }
        requester.close();
    }
}
