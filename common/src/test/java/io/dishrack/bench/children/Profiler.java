package io.dishrack.bench.children;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Records where this thread spends its time, by the flight recorder of the JVM. */
final class Profiler {

    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final Duration PERIOD = Duration.ofMillis(10);

    private Profiler() {}

    /** Something to be looked at. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /**
     * What a thread used.
     *
     * @param userNanos in the program
     * @param systemNanos in the kernel
     * @param bytes allocated
     */
    record Used(long userNanos, long systemNanos, long bytes) {}

    /** Runs the work and leaves the recording in a file. */
    static Used record(Path file, Work work) throws IOException, InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).withPeriod(PERIOD);
            recording.start();
            Used before = used(threads);
            work.run();
            Used after = used(threads);
            recording.stop();
            recording.dump(file);
            return new Used(
                    after.userNanos - before.userNanos,
                    after.systemNanos - before.systemNanos,
                    after.bytes - before.bytes);
        }
    }

    private static Used used(ThreadMXBean threads) {
        long user = threads.getCurrentThreadUserTime();
        return new Used(user, threads.getCurrentThreadCpuTime() - user, threads.getCurrentThreadAllocatedBytes());
    }
}
