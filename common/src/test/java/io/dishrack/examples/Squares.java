package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.pool.Job;
import io.dishrack.pool.RejectedWorkException;
import io.dishrack.pool.WorkerPool;
import java.nio.file.Path;
import java.time.Duration;

/** Squares numbers, by some workers, until its queue is closed: {@code Squares QUEUE WORKERS}. */
public final class Squares {

    private Squares() {}

    static Report square(Job<String> job) throws RejectedWorkException {
        try {
            long number = Long.parseLong(job.item());
            return Report.of(Long.toString(Math.multiplyExact(number, number)).getBytes());
        } catch (ArithmeticException e) {
            throw new RejectedWorkException(e);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        OpenOptions options = OpenOptions.DEFAULTS.withRole("dryer").withMaxAttempts(255);
        try (JoinableQueue<String> queue = Dishrack.open(Path.of(args[0]), options, Codec.UTF_8);
                WorkerPool<String> pool = WorkerPool.of(queue, Integer.parseInt(args[1]), Squares::square)) {
            System.out.println("ready");
            pool.awaitEnd(Duration.ofDays(1));
        }
    }
}
