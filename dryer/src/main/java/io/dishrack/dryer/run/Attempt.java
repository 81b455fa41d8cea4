package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import io.dishrack.Outcome;
import io.dishrack.dryer.handler.Task;
import java.io.OutputStream;
import java.time.Duration;

/** One attempt at an item: what the handler sees of it, and whether its time ran out. */
final class Attempt implements Task {

    private final Delivery<byte[]> delivery;
    private final OutputStream out;
    private final boolean keepsOutput;
    private final Control control;
    private final Thread worker = Thread.currentThread();
    private boolean running = true;
    private volatile boolean timedOut;

    /** With a place for what it prints, which is kept or not. */
    Attempt(Delivery<byte[]> delivery, OutputStream out, boolean keepsOutput, Control control) {
        this.delivery = delivery;
        this.keepsOutput = keepsOutput;
        this.out = out;
        this.control = control;
    }

    /** Called by the clock. Interrupts the worker, unless it has ended this attempt. */
    synchronized void timeOut() {
        if (running) {
            timedOut = true;
            worker.interrupt();
        }
    }

    /** Ends the attempt: from here on nobody interrupts the worker because of it. Says whether its time ran out. */
    synchronized boolean end() {
        running = false;
        if (!control.isAborting()) {
            Thread.interrupted(); // by the clock, or left behind by the handler
        }
        return timedOut;
    }

    @Override
    public long number() {
        return delivery.number();
    }

    @Override
    public int attempt() {
        return delivery.attempt();
    }

    @Override
    public String key() {
        return delivery.key();
    }

    @Override
    public byte[] payload() {
        return delivery.item();
    }

    @Override
    public boolean wantsResult() {
        return keepsOutput;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void runsIn(long pid) {
        delivery.runsIn(pid);
    }

    @Override
    public void runsMarked() {
        delivery.runsMarked();
    }

    @Override
    public boolean extend(Duration duration) {
        return delivery.extend(duration) != Outcome.LEASE_LOST;
    }

    @Override
    public boolean cancelled() {
        return timedOut || control.isAborting();
    }
}
