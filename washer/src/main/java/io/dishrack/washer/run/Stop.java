package io.dishrack.washer.run;

import io.dishrack.cli.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to end, raised by a signal or because going on makes no sense; raised once, seen by all. Thread-safe.
 */
public final class Stop {

    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean raised;
    private int signal;
    private CommandException failure;

    /** Asks to end because of that signal. The first request counts. */
    public void raise(int signalNumber) {
        raise(signalNumber, null);
    }

    /** Asks to end, and with what error. The first request counts. */
    public void fail(CommandException error) {
        raise(0, error);
    }

    private void raise(int signalNumber, CommandException error) {
        List<Runnable> told;
        synchronized (this) {
            if (raised) {
                return;
            }
            signal = signalNumber;
            failure = error;
            raised = true;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** Whether it was raised. */
    public boolean isRaised() {
        return raised;
    }

    /** The signal that raised it; throws the error when it was one. */
    public synchronized int signal() {
        if (failure != null) {
            throw failure;
        }
        return signal;
    }

    /** Runs a listener when it is raised, in the thread that raises it; at once when it already is. */
    public void onRaise(Runnable listener) {
        synchronized (this) {
            if (!raised) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }
}
