package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.pool.WorkerPool;
import io.dishrack.request.Batch;
import io.dishrack.request.NoResultsPendingException;
import io.dishrack.request.Request;
import io.dishrack.request.Requester;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Has numbers squared, and while it does something else in rounds, takes what has come; after the third round it adds
 * three workers to the one it began with: {@code Rounds QUEUE COUNT}. {@link Squares} in other processes take their share.
 */
public final class Rounds {

    private static final int MORE_AFTER = 3;
    private static final long ROUND_MILLIS = 5;
    /** Its square is no long. */
    private static final long TOO_LARGE = Long.MAX_VALUE;

    private Rounds() {}

    public static void main(String[] args) throws InterruptedException {
        try (JoinableQueue<String> queue = Dishrack.open(Path.of(args[0]), OpenOptions.DEFAULTS, Codec.UTF_8);
                Requester<String, String> requester = new Requester<>(queue, Codec.UTF_8);
                WorkerPool<String> pool = WorkerPool.of(queue, 1, Squares::square)) {
            Batch<String> batch = requester
                    .batch()
                    .onValue((request, square) -> System.out.println(request.id() + " squared is " + square))
                    .onException((request, thrown) -> System.out.println(request.id() + " failed"));
            List<String> numbers = LongStream.concat(
                            LongStream.rangeClosed(1, Long.parseLong(args[1])), LongStream.of(TOO_LARGE))
                    .mapToObj(Long::toString)
                    .toList();
            List<Request<String>> requests = requester.submitAll(numbers, number -> number);
            batch.addAll(requests);
            rounds(batch, pool);
        }
    }

    private static void rounds(Batch<String> batch, WorkerPool<String> pool) throws InterruptedException {
        for (int round = 1; ; round++) {
            try {
                batch.poll();
            } catch (NoResultsPendingException e) {
                System.out.println("workers " + pool.size());
                return;
            }
            if (round == MORE_AFTER) {
                pool.add(3);
            }
            Thread.sleep(ROUND_MILLIS); // its own work
        }
    }
}
