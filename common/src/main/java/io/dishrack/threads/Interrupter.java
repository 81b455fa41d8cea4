package io.dishrack.threads;

/** Interrupts the thread that made it, at most once and only until {@link #end}. */
public final class Interrupter implements Runnable {

    private final Thread thread = Thread.currentThread();
    /** Guarded by this. */
    private boolean ended;

    private volatile boolean fired;

    /** Interrupts. */
    @Override
    public synchronized void run() {
        if (!ended && !fired) {
            fired = true;
            thread.interrupt();
        }
    }

    /** Whether it has interrupted. */
    public boolean hasFired() {
        return fired;
    }

    /** From here on it does nothing; what it did is taken back. Says whether it had interrupted. */
    public synchronized boolean end() {
        ended = true;
        if (fired) {
            Thread.interrupted();
        }
        return fired;
    }
}
