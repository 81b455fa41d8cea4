package io.dishrack.engine.log;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.threads.LongPauser;
import net.openhft.posix.PosixAPI;

/** Opens Chronicle queues the one way that this engine needs them. */
final class ChronicleFiles {

    /** A message may be a quarter of a block: {@link Frame#MAX_LENGTH} fits. */
    static final long BLOCK_SIZE = 1 << 20;
    /** What Chronicle maps beyond a block. */
    static final long OVERLAP = BLOCK_SIZE / 4;

    private static final long DAY_MILLIS = 86_400_000;
    /**
     * How long Chronicle waits for its own locks. Whoever appends holds ours, so there is nothing to wait for.
     */
    private static final long TIMEOUT_MILLIS = 20;

    /**
     * Set in the JVMs of our own commands: Chronicle then does without its native calls (msync), whose set-up takes
     * longer than a short command runs, and which this engine does not use. Not set for others, whose own Chronicle
     * queues in the same JVM may need them.
     */
    private static final String QUICK_START = "dishrack.quickStart";

    static {
        if (Boolean.getBoolean(QUICK_START)) {
            PosixAPI.useNoOpPosixApi();
        }
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        // What it would log is either expected here or thrown as well.
        Jvm.setExceptionHandlers(
                ExceptionHandler.ignoresEverything(), ExceptionHandler.ignoresEverything(), null, null);
    }

    /** Its messages may show whole files. */
    private static final int MOST_MESSAGE = 200;

    private ChronicleFiles() {}

    /** Sets Chronicle up; to be called before any of its classes is touched. */
    static void init() {
        // The static initializer has done it.
    }

    static SingleChronicleQueue open(Path folder, LogWords words) {
        TimeProvider time = () -> words.cycleAcquire() * DAY_MILLIS;
        return SingleChronicleQueueBuilder.binary(folder.toFile())
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(time)
                .blockSize(BLOCK_SIZE)
                .timeoutMS(TIMEOUT_MILLIS)
                .pauserSupplier(() -> new LongPauser(0, 0, 100, 1000, TimeUnit.MICROSECONDS))
                .build();
    }

    /** Closes a queue that may be half closed already by what went wrong with it. */
    static void close(SingleChronicleQueue queue) {
        try {
            queue.close();
        } catch (RuntimeException e) {
            // Nothing is buffered: whatever was appended is in the mapped file.
        }
    }

    static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        String line = message.lines().findFirst().orElse("");
        return root.getClass().getSimpleName() + ": " + line.substring(0, Math.min(line.length(), MOST_MESSAGE));
    }
}
