package io.dishrack.soak;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Takes items, works and acknowledges them, saying what it has before it works and what came of it afterwards. */
final class DryerLoop {

    private static final Duration SLICE = Duration.ofMillis(200);
    private static final long NANOS_PER_MICRO = 1_000;

    private final JoinableQueue<byte[]> queue;
    private final int batch;
    private final int workMicros;
    private final boolean poisoned;
    private volatile boolean stopped;

    DryerLoop(JoinableQueue<byte[]> queue, int batch, int workMicros, boolean poisoned) {
        this.queue = queue;
        this.batch = batch;
        this.workMicros = workMicros;
        this.poisoned = poisoned;
    }

    void stop() {
        stopped = true;
        queue.wakeup();
    }

    void run() throws InterruptedException {
        while (!stopped) {
            List<Delivery<byte[]>> deliveries = take();
            if (!deliveries.isEmpty()) {
                tell(deliveries);
                deliveries.forEach(this::work);
                settle(deliveries);
            }
        }
    }

    private List<Delivery<byte[]>> take() throws InterruptedException {
        if (batch > 1) {
            return queue.pollBatch(batch, SLICE);
        }
        Delivery<byte[]> delivery = queue.poll(SLICE);
        return delivery == null ? List.of() : List.of(delivery);
    }

    private static void tell(List<Delivery<byte[]>> deliveries) {
        long nanos = System.nanoTime();
        StringBuilder lines = new StringBuilder();
        for (Delivery<byte[]> delivery : deliveries) {
            Origin origin = Payload.origin(delivery.item());
            String what = delivery.number() + " " + delivery.attempt();
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(origin == null ? "torn " + what : "took " + what + " " + nanos + " " + origin);
        }
        WorkerMain.say(lines.toString());
    }

    private void work(Delivery<byte[]> delivery) {
        if (workMicros > 0) {
            LockSupport.parkNanos(workMicros * NANOS_PER_MICRO);
        }
        Origin origin = Payload.origin(delivery.item());
        if (poisoned && origin != null && origin.isPoison()) {
            die();
        }
    }

    /** By a real SIGKILL, in the middle of its work. */
    private static void die() {
        WorkerMain.say("poison " + System.nanoTime());
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            throw new IllegalStateException("survived its poison");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("can't die of its poison", e);
        }
    }

    private void settle(List<Delivery<byte[]>> deliveries) {
        if (deliveries.size() > 1) {
            queue.doneAll(deliveries);
        } else {
            deliveries.get(0).done();
        }
        long nanos = System.nanoTime();
        StringBuilder lines = new StringBuilder();
        for (Delivery<byte[]> delivery : deliveries) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append("end " + delivery.number() + " " + delivery.attempt() + " " + delivery.outcome() + " "
                            + nanos);
        }
        WorkerMain.say(lines.toString());
    }
}
