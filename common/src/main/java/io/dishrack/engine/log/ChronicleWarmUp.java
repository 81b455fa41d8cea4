package io.dishrack.engine.log;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.io.IOTools;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.queue.impl.table.SingleTableStore;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.WireType;

/**
 * Loads and initializes most of what Chronicle needs to append, which takes longer than all else in a short command: in a
 * thread beside the one that reads the command line. Chronicle's classes initialize each other in circles, which two
 * threads at a time could dead-lock on; so whoever wants to use them waits until this is over, or comes first.
 */
final class ChronicleWarmUp {

    private static boolean begun;

    private ChronicleWarmUp() {}

    /** Does it unless it was done or Chronicle is in use. */
    static synchronized void run() {
        if (begun) {
            return;
        }
        begun = true;
        try {
            ChronicleFiles.init();
            initialize();
            exercise();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Opening the log will tell.
        }
    }

    /** Before Chronicle is used. */
    static synchronized void await() {
        begun = true;
    }

    private static void initialize() throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        for (Class<?> type : new Class<?>[] {
            SingleChronicleQueueBuilder.class,
            SingleChronicleQueue.class,
            SingleChronicleQueueStore.class,
            SingleTableStore.class,
            RollCycles.class,
            MappedFile.class,
            MappedBytes.class,
            BinaryWire.class,
            WireType.class,
            IOTools.class,
            BackgroundResourceReleaser.class
        }) {
            lookup.ensureInitialized(type);
        }
    }

    private static void exercise() {
        Bytes<ByteBuffer> bytes = Bytes.elasticByteBuffer(Long.BYTES, 1 << 10);
        try {
            WireType.BINARY_LIGHT.apply(bytes).write("warm").text("up");
        } finally {
            bytes.releaseLast();
        }
        new SecureRandom().nextFloat(); // as a queue does when it is built
        DateTimeFormatter.ofPattern(RollCycles.FAST_DAILY.format())
                .withZone(ZoneOffset.UTC)
                .format(Instant.EPOCH);
    }
}
