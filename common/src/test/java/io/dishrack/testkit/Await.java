package io.dishrack.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never for a time. */
public final class Await {

    /** Far more than anything here should take, far less than a build's patience; see {@link Crowd}. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = 1_000_000;

    private Await() {}

    /** A condition that may throw. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until the condition holds, at most {@link #DEADLINE}. */
    public static void until(String what, Condition condition) {
        until(what, DEADLINE, condition);
    }

    /** Waits until the condition holds; an {@link AssertionError} names it when it did not in time. */
    public static void until(String what, Duration deadline, Condition condition) {
        long begin = System.nanoTime();
        try {
            while (!condition.holds()) {
                if (Crowd.isOver(begin, deadline)) {
                    throw new AssertionError("not in time: " + what + "; deadline=" + deadline);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("failed while waiting: " + what, e);
        }
    }
}
