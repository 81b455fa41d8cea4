package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import io.dishrack.DishrackException;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import java.time.Duration;
import java.util.List;

/** A thread that takes items and has them worked on until it is told to stop. */
final class Worker extends Thread {

    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration SHORT_SLICE = Duration.ofMillis(50);

    private final JoinableQueue<byte[]> queue;
    private final DryerSettings settings;
    private final Control control;
    private final Workload workload;
    private volatile long busySinceMillis;

    Worker(int number, JoinableQueue<byte[]> queue, DryerSettings settings, Control control, Workload workload) {
        super("dryer-worker-" + number);
        this.queue = queue;
        this.settings = settings;
        this.control = control;
        this.workload = workload;
        setDaemon(true);
    }

    @Override
    public void run() {
        try (workload) {
            while (!control.isStopping()) {
                takeAndWork();
            }
        } catch (QueueClosedException e) {
            control.workerEnded(); // closed and drained: a normal end, but others may still be at work
        } catch (InterruptedException e) {
            control.stop();
        } catch (DishrackException e) {
            control.fail(e);
        } catch (RuntimeException | Error e) {
            control.fail(e instanceof RuntimeException r ? r : new IllegalStateException(e));
        }
    }

    /** Ends what runs; called again until the worker has ended. */
    void abort() {
        workload.abort();
        interrupt();
    }

    /** Since when it has been at the items that it is at, or 0. */
    long busySinceMillis() {
        return busySinceMillis;
    }

    private void takeAndWork() throws InterruptedException {
        int granted = control.reserve(settings.batch() > 0 ? settings.batch() : workload.appetite());
        if (granted == 0) {
            control.pause(SHORT_SLICE); // the last ones are in other workers' hands; a stop will follow
            return;
        }
        List<Delivery<byte[]>> batch = List.of();
        try {
            batch = queue.pollBatch(granted, slice());
        } finally {
            control.begin(granted, batch.size());
        }
        if (batch.isEmpty()) {
            stopIfDone();
            return;
        }
        busySinceMillis = System.currentTimeMillis();
        try {
            workload.work(batch);
        } finally {
            busySinceMillis = 0;
            control.end();
        }
    }

    /** A stop wakes the queue; the slices are for the ends that nobody announces. */
    private Duration slice() {
        if (settings.untilEmpty()) {
            return SHORT_SLICE;
        }
        long idle = Math.max(control.idleNanosLeft(), 0);
        return idle < SLICE.toNanos() ? Duration.ofNanos(idle) : SLICE;
    }

    private void stopIfDone() {
        boolean empty = settings.untilEmpty() && queue.unfinished() == 0;
        if (empty || control.idleNanosLeft() <= 0) {
            control.stop();
        }
    }
}
