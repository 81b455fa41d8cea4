package io.dishrack.dishes;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import java.nio.file.Path;
import java.time.Duration;

/** A dryer for which every item is done, until a second passes without one after the first. */
final class AllDone {

    private AllDone() {}

    public static void main(String[] args) throws InterruptedException {
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[0]), OpenOptions.DEFAULTS.withRole("dryer"))) {
            for (Delivery<byte[]> next = queue.take(); next != null; next = queue.poll(Duration.ofSeconds(1))) {
                next.done();
            }
        }
    }
}
