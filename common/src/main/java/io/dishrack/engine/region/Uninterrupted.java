package io.dishrack.engine.region;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Keeps interrupts away from file access: an interrupt closes the channel that its thread is using. It is meant for the
 * waiting calls of the queue, which look for it themselves.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** A step that opens its channel itself and can be repeated. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws IOException;
    }

    /** Runs a step as often as an interrupt breaks it off; the interrupt is kept for later. */
    public static <T> T call(Step<T> step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (; ; ) {
                try {
                    return step.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
