package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.pool.WorkerPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works on tasks, so many at once and no more over all processes, until its queue is closed: {@code Limited QUEUE AT_ONCE
 * FILE}. How many run stands in FILE, and in the end it says how many it saw running at most.
 */
public final class Limited {

    private Limited() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        int atOnce = Integer.parseInt(args[1]);
        AtomicInteger most = new AtomicInteger();
        OpenOptions options = OpenOptions.DEFAULTS.withRole("dryer");
        try (FileChannel file = FileChannel.open(
                        Path.of(args[2]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                JoinableQueue<String> queue = Dishrack.open(Path.of(args[0]), options, Codec.UTF_8)) {
            queue.limit(atOnce);
            WorkerPool<String> pool = WorkerPool.of(queue, atOnce, job -> {
                most.accumulateAndGet(add(file, 1), Math::max);
                try {
                    return Report.of(job.item().getBytes());
                } finally {
                    add(file, -1);
                }
            });
            try (pool) {
                System.out.println("ready");
                pool.awaitEnd(Duration.ofDays(1));
            }
            System.out.println("most " + most);
        }
    }

    /** Locks keep processes apart, not threads. */
    private static synchronized int add(FileChannel file, int change) throws IOException {
        FileLock lock = file.lock();
        try {
            ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
            file.read(number, 0);
            int now = number.getInt(0) + change;
            file.write(number.putInt(0, now).rewind(), 0);
            return now;
        } finally {
            lock.release();
        }
    }
}
