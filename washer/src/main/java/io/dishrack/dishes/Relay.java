package io.dishrack.dishes;

import io.dishrack.cli.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on what dryers tell where a bar stands on the same terminal: written there by themselves it would stand in the
 * middle of the bar. Thread-safe.
 */
final class Relay {

    private static final long PATIENCE_MILLIS = 1000;

    private final Log log;
    private final List<Thread> threads = new ArrayList<>();

    Relay(Log log) {
        this.log = log;
    }

    /** Passes on what a dryer tells from now on. */
    synchronized void from(Process dryer) {
        Thread thread = new Thread(() -> pass(dryer.getErrorStream()), "dryer-errors-" + dryer.pid());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void pass(InputStream errors) {
        try (errors;
                OutputStream out = log.foreign()) {
            errors.transferTo(out);
        } catch (IOException e) {
            return; // the dryer has gone, with what it had to say
        }
    }

    /** Waits for the last words of dryers that have gone; what they started may hold the pipes open for longer. */
    synchronized void end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PATIENCE_MILLIS);
        }
        threads.clear();
    }
}
