package io.dishrack.washer.run;

import java.util.ArrayList;
import java.util.List;

/** A request to end, raised by a signal; raised once, seen by all. Thread-safe. */
public final class Stop {

    private final List<Runnable> listeners = new ArrayList<>();
    private volatile int signal;

    /** Asks to end because of that signal. The first one counts. */
    public void raise(int signalNumber) {
        List<Runnable> told;
        synchronized (this) {
            if (signal != 0) {
                return;
            }
            signal = signalNumber;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** Whether it was raised. */
    public boolean isRaised() {
        return signal != 0;
    }

    /** The signal that raised it, or 0. */
    public int signal() {
        return signal;
    }

    /** Runs a listener when it is raised, in the thread that raises it; at once when it already is. */
    public void onRaise(Runnable listener) {
        synchronized (this) {
            if (signal == 0) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }
}
