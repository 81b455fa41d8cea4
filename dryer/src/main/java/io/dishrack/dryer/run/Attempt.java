package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import io.dishrack.Outcome;
import io.dishrack.dryer.handler.Task;
import java.io.OutputStream;
import java.time.Duration;

/**
 * One attempt at an item: what the handler sees of it, and whether it was told to give up. Its worker is interrupted only
 * before {@link #end}.
 */
final class Attempt implements Task, Runnable {

    /** Why it was told to give up. */
    enum Told {
        TIMED_OUT,
        CANCELLED
    }

    private final Delivery<byte[]> delivery;
    private final OutputStream out;
    private final boolean keepsOutput;
    private final Control control;
    private final Thread worker = Thread.currentThread();
    /** Guarded by this, as is what is to be run. */
    private boolean running = true;

    private Runnable onCancel;
    private volatile Told told;

    /** With a place for what it prints, which is kept or not. */
    Attempt(Delivery<byte[]> delivery, OutputStream out, boolean keepsOutput, Control control) {
        this.delivery = delivery;
        this.keepsOutput = keepsOutput;
        this.out = out;
        this.control = control;
    }

    /** From here on whoever asks for the item's cancelling reaches it, and so does the clock. */
    void begin() {
        delivery.onCancel(this);
    }

    /** Called by the clock. */
    void timeOut() {
        giveUp(Told.TIMED_OUT);
    }

    /** Called by the queue. */
    @Override
    public void run() {
        giveUp(Told.CANCELLED);
    }

    /** Called by who lets go of everything, and interrupts the worker again and again. */
    void abort() {
        run(takeAction());
    }

    /** Interrupts the worker, unless it has ended this attempt or was told before. */
    private void giveUp(Told reason) {
        Runnable action;
        synchronized (this) {
            if (!running || told != null) {
                return;
            }
            told = reason;
            action = takeAction();
            worker.interrupt();
        }
        run(action);
    }

    private synchronized Runnable takeAction() {
        Runnable action = running ? onCancel : null;
        onCancel = null;
        return action;
    }

    private static void run(Runnable action) {
        try {
            if (action != null) {
                action.run();
            }
        } catch (RuntimeException | Error e) {
            // The interrupt says the same.
        }
    }

    /** Ends the attempt: from here on nobody interrupts the worker because of it. Says what it was told, or null. */
    Told end() {
        synchronized (this) {
            running = false;
            if (!control.isAborting()) {
                Thread.interrupted(); // by the clock, by a cancel, or left behind by the handler
            }
        }
        delivery.onCancel(null);
        return told;
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
        return told != null || control.isAborting();
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            onCancel = action;
        }
        if (cancelled()) {
            run(takeAction());
        }
    }
}
