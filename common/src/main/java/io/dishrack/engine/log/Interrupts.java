package io.dishrack.engine.log;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;

/**
 * Keeps interrupts away from file access. An interrupt closes the channel that its thread is using, and Chronicle then
 * drops the file; it is meant for the waiting calls of the queue, which look for it themselves.
 */
final class Interrupts {

    private static final int TRIES = 5;

    private Interrupts() {}

    /** Runs a step that can be repeated, with the interrupt kept for later. */
    static void shield(Runnable step) {
        boolean interrupted = false;
        try {
            for (int tries = 1; ; tries++) {
                interrupted |= Thread.interrupted();
                try {
                    step.run();
                    return;
                } catch (RuntimeException | InternalError | AssertionError e) {
                    if (tries == TRIES || !isCause(e)) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether an interrupt is behind an error. */
    static boolean isCause(Throwable thrown) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException
                    || cause instanceof FileLockInterruptionException
                    || cause.getClass().getSimpleName().equals("InterruptedRuntimeException")) {
                return true;
            }
        }
        return false;
    }
}
