package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.pool.WorkerPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works on tasks, so many at once and no more, until its queue is closed: {@code Limited QUEUE AT_ONCE FOLDER}. While a
 * task runs there is a file in FOLDER, for all to see.
 */
public final class Limited {

    private Limited() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[2]);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        OpenOptions options = OpenOptions.DEFAULTS.withRole("dryer");
        try (JoinableQueue<String> queue = Dishrack.open(Path.of(args[0]), options, Codec.UTF_8);
                WorkerPool<String> pool = WorkerPool.of(queue, Integer.parseInt(args[1]), job -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Path mark = Files.createFile(folder.resolve(job.number() + "." + job.attempt()));
                    try {
                        return Report.of(job.item().getBytes());
                    } finally {
                        Files.delete(mark);
                        running.decrementAndGet();
                    }
                })) {
            System.out.println("ready");
            pool.awaitEnd(Duration.ofDays(1));
            System.out.println("most " + most + " left " + running);
        }
    }
}
