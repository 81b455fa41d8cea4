package io.dishrack.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sleepers get what they wait for although the one who brought it never woke them. */
@Timeout(120)
final class LookAroundTest {

    private static final byte[] ITEM = {1, 2, 3};
    private static final Duration LONG = Duration.ofHours(1);

    private final Background background = new Background();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch thaw = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() throws InterruptedException {
        thaw.countDown();
        background.stop();
    }

    /** A handle whose threads stop for good at a step. */
    private JoinableQueue<byte[]> freezingAt(Fault step) {
        Host host = Host.real().withFaults(fault -> {
            if (fault == step) {
                reached.countDown();
                awaitThaw();
            }
        });
        return new FolderEngine(host).open(folder.resolve("queue").toUri(), OpenOptions.DEFAULTS);
    }

    private void awaitThaw() {
        try {
            thaw.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anItemWhosePutterFreezesBeforeItWakesAnybodyIsTaken() throws Exception {
        try (JoinableQueue<byte[]> freezing = freezingAt(Fault.PUT_UNLOCKED);
                JoinableQueue<byte[]> other = freezingAt(null)) {
            Running<Delivery<byte[]>> taker = background.call("taker", () -> other.poll(LONG));
            Running<Long> putter = background.call("putter", () -> freezing.put(ITEM, ItemOptions.NONE));
            Delivery<byte[]> delivery = taker.get();
            assertArrayEquals(ITEM, delivery.item());
            assertEquals(Outcome.APPLIED, delivery.done());
            thaw.countDown();
            assertEquals(1, putter.get());
        }
    }

    @Test
    void aJoinEndsWhoseFinisherFreezesBeforeItWakesAnybody() throws Exception {
        try (JoinableQueue<byte[]> freezing = freezingAt(Fault.DONE_SETTLED);
                JoinableQueue<byte[]> other = freezingAt(null)) {
            other.put(ITEM, ItemOptions.NONE);
            Delivery<byte[]> delivery = freezing.poll(LONG);
            Running<Boolean> joiner = background.call("joiner", () -> other.join(LONG));
            Running<Outcome> finisher = background.call("finisher", delivery::done);
            reached.await();
            assertEquals(true, joiner.get());
            thaw.countDown();
            assertEquals(Outcome.APPLIED, finisher.get());
        }
    }
}
