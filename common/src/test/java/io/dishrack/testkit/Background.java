package io.dishrack.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Starts threads for a test and makes sure that none outlives it. */
public final class Background {

    private final List<Running<?>> started = new ArrayList<>();

    /** Work that returns nothing. */
    public interface Action {
        void run() throws Exception;
    }

    /** Calls it in a thread of its own. */
    public synchronized <T> Running<T> call(String name, Callable<T> work) {
        Running<T> running = new Running<>(name, work);
        started.add(running);
        return running;
    }

    /** Runs it in a thread of its own. */
    public Running<Void> run(String name, Action work) {
        return call(name, () -> {
            work.run();
            return null;
        });
    }

    /** Interrupts what still runs and waits for it; an {@link AssertionError} when something ignores that. */
    public synchronized void stop() throws InterruptedException {
        for (Running<?> running : started) {
            running.stop();
        }
        started.clear();
    }
}
