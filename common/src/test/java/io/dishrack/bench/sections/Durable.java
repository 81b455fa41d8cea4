package io.dishrack.bench.sections;

import io.dishrack.Delivery;
import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import io.dishrack.engine.FolderEngine;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** T15: durability machine. How many puts and dones share a flush, against what the device does one by one. */
public final class Durable implements Measurement {

    private static final int PUTTERS = 16;
    private static final int SIZE = 100;
    private static final int ITEMS = 16_000;
    private static final int QUICK_ITEMS = 800;
    private static final int FLUSHES = 2_000;
    private static final int QUICK_FLUSHES = 100;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        int items = lab.quick() ? QUICK_ITEMS : ITEMS;
        section.note("durability machine: " + PUTTERS + " threads put " + items + " items of " + SIZE
                        + " B one by one, then as many take and acknowledge them one by one")
                .note("yardstick: one thread that appends " + SIZE + " B to a file and flushes it, over and over");
        Pairs puts = new Pairs();
        Pairs dones = new Pairs();
        List<Double> itemsPerPutFlush = new ArrayList<>();
        List<Double> itemsPerDoneFlush = new ArrayList<>();
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("durable, run " + run + " of " + lab.runs());
            double device = device(lab.freshPath("file"), lab.quick() ? QUICK_FLUSHES : FLUSHES);
            try (Work work = new Work(lab.freshPath("queue"))) {
                work.each(items / 10, work::put);
                work.each(items / 10, work::done);
                puts.add(work.each(items, work::put), device);
                itemsPerPutFlush.add(work.itemsPerFlush);
                dones.add(work.each(items, work::done), device);
                itemsPerDoneFlush.add(work.itemsPerFlush);
            }
        }
        section.add(puts.line("put", Unit.PER_SECOND, null));
        section.add(Line.of("items per flush, put", Unit.COUNT, itemsPerPutFlush, Target.atLeast("T15", 10)));
        section.add(dones.line("take and done", Unit.PER_SECOND, null));
        section.add(Line.of("items per flush, done", Unit.COUNT, itemsPerDoneFlush, Target.atLeast("T15", 10)));
    }

    /** Flushes a second that the device does for one who waits for each. */
    private static double device(Path file, int flushes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < flushes; i++) {
                channel.write(bytes.clear());
                channel.force(false);
            }
            return flushes * 1e9 / (System.nanoTime() - start);
        }
    }

    /** A queue on a device that counts its flushes, and the threads that use it. */
    private static final class Work implements AutoCloseable {

        private final AtomicLong flushes = new AtomicLong();
        private final JoinableQueue<byte[]> queue;
        private final ExecutorService threads = Executors.newFixedThreadPool(PUTTERS);
        private double itemsPerFlush;

        Work(Path folder) {
            Disk counting = new Disk() {
                @Override
                public void force(Path file) {
                    flushes.incrementAndGet();
                    REAL.force(file);
                }

                @Override
                public void forceFolder(Path folder) {
                    REAL.forceFolder(folder);
                }
            };
            Host host = new Host(counting, Host.real().bootId(), Faults.NONE);
            queue = new FolderEngine(host)
                    .open(folder.toUri(), OpenOptions.DEFAULTS.withDurability(Durability.MACHINE));
        }

        /** Items a second when all threads do their part of a step on each item. */
        double each(int items, Callable<Void> step) throws Exception {
            long before = flushes.get();
            long start = System.nanoTime();
            List<Future<Void>> parts = new ArrayList<>();
            for (int thread = 0; thread < PUTTERS; thread++) {
                parts.add(threads.submit(() -> {
                    for (int i = 0; i < items / PUTTERS; i++) {
                        step.call();
                    }
                    return null;
                }));
            }
            for (Future<Void> part : parts) {
                part.get();
            }
            long nanos = System.nanoTime() - start;
            itemsPerFlush = (double) items / Math.max(1, flushes.get() - before);
            return items * 1e9 / nanos;
        }

        Void put() throws InterruptedException {
            queue.put(new byte[SIZE]);
            return null;
        }

        Void done() throws InterruptedException {
            Delivery<byte[]> delivery = queue.poll(Duration.ofSeconds(10));
            if (delivery == null) {
                throw new BenchException("no item left to take");
            }
            delivery.done();
            return null;
        }

        @Override
        public void close() {
            threads.shutdownNow();
            queue.close();
        }
    }
}
