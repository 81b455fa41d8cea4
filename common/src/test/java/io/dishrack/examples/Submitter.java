package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.request.Requester;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Has numbers squared, under ids, and waits for all: {@code Submitter QUEUE COUNT}. When it is killed, who comes after it
 * finds its requests by their ids.
 */
public final class Submitter {

    /** What its ids begin with. */
    static final String NAME = "squares/";

    private Submitter() {}

    public static void main(String[] args) throws InterruptedException {
        try (JoinableQueue<String> queue = Dishrack.open(Path.of(args[0]), OpenOptions.DEFAULTS, Codec.UTF_8);
                Requester<String, String> requester = new Requester<>(queue, Codec.UTF_8)) {
            List<String> numbers = IntStream.range(0, Integer.parseInt(args[1]))
                    .mapToObj(Integer::toString)
                    .toList();
            var batch = requester.batch().addAll(requester.submitAll(numbers, number -> NAME + number));
            System.out.println("submitted");
            batch.waitAll(Duration.ofDays(1));
            System.out.println("all done");
        }
    }
}
