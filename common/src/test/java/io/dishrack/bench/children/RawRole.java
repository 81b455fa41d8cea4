package io.dishrack.bench.children;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** The yardstick: Chronicle Queue as it comes, raw bytes appended in one process and tailed in another, spinning. */
public final class RawRole implements Role {

    static {
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
    }

    private ChronicleQueue queue;

    @Override
    public void run(String[] command, Wire wire) {
        switch (command[0]) {
            case "open" -> {
                queue = SingleChronicleQueueBuilder.binary(Path.of(command[1]).toFile())
                        .rollCycle(RollCycles.FAST_DAILY)
                        .build();
                wire.say(Wire.OK);
            }
            case "append" -> append(Long.parseLong(command[1]), Integer.parseInt(command[2]), wire);
            case "tail" ->
                tail(Arrays.stream(command).skip(1).mapToLong(Long::parseLong).toArray(), wire);
            case "close" -> {
                queue.close();
                wire.say(Wire.OK);
            }
            default -> throw Role.unknown(command);
        }
    }

    private void append(long items, int size, Wire wire) {
        try (ExcerptAppender appender = queue.createAppender()) {
            Bytes<ByteBuffer> bytes = Bytes.elasticByteBuffer(size);
            long start = System.nanoTime();
            for (long i = 0; i < items; i++) {
                bytes.readPositionRemaining(0, size);
                appender.writeBytes(bytes);
            }
            wire.say("appended", start, System.nanoTime());
            bytes.releaseLast();
        }
    }

    /** From the beginning, telling after each of several numbers of messages. */
    private void tail(long[] stretches, Wire wire) {
        try (ExcerptTailer tailer = queue.createTailer()) {
            Bytes<ByteBuffer> bytes = Bytes.elasticByteBuffer();
            wire.say("tailing");
            for (long items : stretches) {
                wire.say("tailed", tail(tailer, bytes, items), System.nanoTime());
            }
            bytes.releaseLast();
        }
    }

    private static long tail(ExcerptTailer tailer, Bytes<ByteBuffer> bytes, long items) {
        long length = 0;
        for (long i = 0; i < items; i++) {
            bytes.clear();
            while (!tailer.readBytes(bytes)) {
                Thread.onSpinWait();
            }
            length += bytes.readRemaining();
        }
        return length;
    }
}
