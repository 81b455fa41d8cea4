package io.dishrack.soak;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts a washer's items without end, one by one or in batches, saying before and after each what it does. */
final class WasherLoop {

    private static final Duration SLICE = Duration.ofMillis(200);

    private final JoinableQueue<byte[]> queue;
    private final int washer;
    private final int batch;
    private final Thread thread;
    private volatile boolean stopped;

    WasherLoop(JoinableQueue<byte[]> queue, int washer, int batch, Thread thread) {
        this.queue = queue;
        this.washer = washer;
        this.batch = batch;
        this.thread = thread;
    }

    /** Asks for the end, also of a put that waits for room. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    void run() {
        long next = 0;
        try {
            while (!stopped) {
                WorkerMain.say("try " + (next + batch));
                next += batch == 1 ? putOne(next) : putMany(next);
                WorkerMain.say("put " + next);
            }
        } catch (InterruptedException e) {
            stopped = true; // as it was told; what was interrupted is tried and not acknowledged
        }
        boolean late = Thread.interrupted(); // told to stop just now: it must not disturb the closing
        stopped = stopped || late;
    }

    private int putOne(long sequence) throws InterruptedException {
        queue.put(payload(sequence));
        return 1;
    }

    /** As many as there is room for; the next try begins with the first that did not go in. */
    private int putMany(long first) throws InterruptedException {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            payloads.add(payload(first + i));
        }
        return queue.offerAll(payloads, ItemOptions.NONE, SLICE);
    }

    private byte[] payload(long sequence) {
        return Payload.of(new Origin(washer, sequence));
    }
}
