package io.dishrack.examples;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.call.Receiver;
import io.dishrack.pool.PoolOptions;
import io.dishrack.pool.WorkerPool;
import java.nio.file.Path;
import java.time.Duration;

/** Runs calls of {@link Factors} until its queue is closed: {@code FactorsHelper QUEUE}. */
public final class FactorsHelper {

    private FactorsHelper() {}

    public static void main(String[] args) throws InterruptedException {
        OpenOptions options = OpenOptions.DEFAULTS.withRole("dryer").withMaxAttempts(255);
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[0]), options);
                WorkerPool<byte[]> pool = new Receiver(queue, Factors.functions()).pool(PoolOptions.DEFAULTS)) {
            pool.add(1);
            System.out.println("ready");
            pool.awaitEnd(Duration.ofDays(1));
        }
    }
}
