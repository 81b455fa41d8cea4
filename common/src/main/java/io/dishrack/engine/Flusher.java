package io.dishrack.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs a step some 50 ms after it was asked to, once for all who ask meanwhile. Its thread sleeps while nobody does. */
final class Flusher implements AutoCloseable {

    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Runnable step;
    private final Thread thread;
    private volatile boolean asked;
    private volatile boolean stopped;

    Flusher(Runnable step) {
        this.step = step;
        thread = new Thread(this::run, "dishrack-flusher");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks for the step. Costs one load while it is asked for already. */
    void note() {
        if (!asked) {
            asked = true;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!stopped) {
            if (!asked) {
                LockSupport.park(this);
                continue;
            }
            LockSupport.parkNanos(this, DELAY_NANOS);
            // Cleared first: what is noted while the step runs is left to the next one.
            asked = false;
            step.run();
        }
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }
}
