package io.dishrack.bench.steps;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What a user of the queue calls, one by one and in batches. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Steps.CHUNK)
public class QueueSteps {

    private static final byte[] PAYLOAD = new byte[Steps.SIZE];
    private static final List<byte[]> BATCH = Collections.nCopies(Load.BATCH, PAYLOAD);

    /** An empty queue. */
    @State(Scope.Benchmark)
    public static class Empty {

        private Path folder;
        JoinableQueue<byte[]> queue;

        @Setup(Level.Trial)
        public void open() throws IOException, InterruptedException {
            folder = Files.createTempDirectory("steps-");
            queue = Dishrack.open(folder.resolve("queue"), OpenOptions.DEFAULTS);
            prepare();
        }

        void prepare() throws InterruptedException {}

        @TearDown(Level.Trial)
        public void close() throws IOException {
            queue.close();
            Lab.delete(folder);
        }
    }

    /** A queue with an item for each call of every round. */
    @State(Scope.Benchmark)
    public static class Filled extends Empty {

        @Override
        void prepare() throws InterruptedException {
            for (int i = 0; i < Steps.ITEMS; i += Load.BATCH) {
                queue.putAll(BATCH, ItemOptions.NONE);
            }
        }
    }

    /** All items taken, none settled. */
    @State(Scope.Benchmark)
    public static class Taken extends Filled {

        final List<Delivery<byte[]>> deliveries = new ArrayList<>();
        int next;

        @Override
        void prepare() throws InterruptedException {
            super.prepare();
            while (deliveries.size() < Steps.ITEMS) {
                deliveries.addAll(queue.pollBatch(Load.BATCH, Duration.ZERO));
            }
        }
    }

    @Benchmark
    public void put(Empty state) throws InterruptedException {
        for (int i = 0; i < Steps.CHUNK; i++) {
            state.queue.put(PAYLOAD);
        }
    }

    @Benchmark
    public void putBatch(Empty state) throws InterruptedException {
        for (int i = 0; i < Steps.CHUNK; i += Load.BATCH) {
            state.queue.putAll(BATCH, ItemOptions.NONE);
        }
    }

    @Benchmark
    public void take(Filled state, Blackhole hole) throws InterruptedException {
        for (int i = 0; i < Steps.CHUNK; i++) {
            hole.consume(state.queue.poll(Duration.ZERO).item());
        }
    }

    @Benchmark
    public void takeBatch(Filled state, Blackhole hole) throws InterruptedException {
        for (int taken = 0; taken < Steps.CHUNK; ) {
            List<Delivery<byte[]>> batch = state.queue.pollBatch(Load.BATCH, Duration.ZERO);
            for (Delivery<byte[]> delivery : batch) {
                hole.consume(delivery.item());
            }
            taken += batch.size();
        }
    }

    @Benchmark
    public void done(Taken state, Blackhole hole) {
        for (int i = 0; i < Steps.CHUNK; i++) {
            hole.consume(state.deliveries.get(state.next++).done());
        }
    }

    @Benchmark
    public int doneBatch(Taken state) {
        int done = 0;
        for (int i = 0; i < Steps.CHUNK; i += Load.BATCH) {
            done += state.queue.doneAll(state.deliveries.subList(state.next, state.next + Load.BATCH));
            state.next += Load.BATCH;
        }
        return done;
    }
}
