package io.dishrack.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/** How much else the machine has to do: all takes so much longer there, and a deadline is to tell of hangs only. */
public final class Crowd {

    private Crowd() {}

    /** Whether a deadline has passed that is meant for a machine with nothing else to do. */
    public static boolean isOver(long beginNanos, Duration deadline) {
        long nanos = System.nanoTime() - beginNanos;
        return nanos > deadline.toNanos() && nanos > deadline.toNanos() * share();
    }

    /** Threads that want to run for each processor, 1 at least. */
    private static double share() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, machine.getSystemLoadAverage() / machine.getAvailableProcessors());
    }
}
