package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Appends to a log. Every method assumes that the caller holds the log's lock; for one handle.
 *
 * <p>Conserves: every number up to the published one is whole in the log. Crash: what was appended beyond it is found
 * by {@link #recover} and published then.
 */
public final class LogWriter implements AutoCloseable {

    private final Path folder;
    private final LogWords words;
    private final long segmentBytes;
    private final LargePayloads large;
    private final CRC32C crc = new CRC32C();
    private final Bytes<ByteBuffer> frame = Bytes.elasticByteBuffer(Frame.MAX_LENGTH, Frame.MAX_LENGTH);
    private final ByteBuffer scratch = frame.underlyingObject().order(ByteOrder.LITTLE_ENDIAN);
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private long appended;

    /** For the log in {@code folder}; nothing is opened before the first append. */
    public LogWriter(Path folder, LogWords words, long segmentBytes) {
        this.folder = folder;
        this.words = words;
        this.segmentBytes = segmentBytes;
        this.large = new LargePayloads(folder);
        frame.singleThreadedCheckDisabled(true);
    }

    /** Begins a run of appends after the published number. */
    public void begin() {
        appended = words.publishedVolatile();
        if (appender == null) {
            open();
        }
    }

    /** The number of the next message appended. */
    public long nextNumber() {
        return appended + 1;
    }

    /**
     * Appends one message; it becomes visible with {@link #publish}.
     *
     * @param prepared from {@link LargePayloads#prepare}, or null when the payload is small
     * @return its number
     * @throws QueueUnusableException when the files don't take it; it is then not in the log
     */
    public long append(byte[] payload, LargePayloads.Prepared prepared, byte[] key, int flags) {
        long number = appended + 1;
        if (words.cycleBytes() >= segmentBytes) {
            words.roll(number);
        }
        int cycle = words.cycleAcquire();
        int allFlags = flags | (key.length > 0 ? Frame.KEYED : 0);
        if (number == words.first(cycle)) {
            allFlags |= Frame.FIRST;
        }
        byte[] body = payload;
        if (prepared != null) {
            large.place(prepared, number);
            allFlags |= Frame.LARGE;
            body = prepared.reference();
        }
        int length = Frame.write(scratch, crc, number, allFlags, key, body);
        frame.readPositionRemaining(0, length);
        try {
            appender.writeBytes(frame);
        } catch (RuntimeException | InternalError e) {
            reset();
            throw new QueueUnusableException(
                    "can't append: folder=" + folder + " reason=" + ChronicleFiles.rootMessage(e)
                            + "; check disk space",
                    e);
        }
        long expected = LogReader.index(cycle, number - words.first(cycle));
        if (appender.lastIndexAppended() != expected) {
            long found = appender.lastIndexAppended();
            reset();
            throw Frame.damaged(
                    "log out of step: index=" + Long.toHexString(found) + " expected=" + Long.toHexString(expected),
                    number,
                    folder);
        }
        words.addCycleBytes(length + Integer.BYTES);
        appended = number;
        return number;
    }

    /** Makes what was appended visible to readers. A full fence: a look at who waits may follow. */
    public void publish() {
        words.publishedVolatile(appended);
    }

    /** Where large payloads are prepared, before the lock is taken. */
    public LargePayloads large() {
        return large;
    }

    /**
     * Brings the log in order after the holder of its lock died at some instant: frees Chronicle's lock, and publishes
     * what was appended whole but not yet published. A message cut short is overwritten by the next append. Crash: may
     * be repeated.
     */
    public void recover() {
        reset();
        openQueue();
        ChronicleFiles.unlock(queue);
        try (LogReader reader = new LogReader(folder, words, queue)) {
            words.publishedVolatile(reader.lastWhole(words.publishedVolatile()));
        }
    }

    private void open() {
        openQueue();
        try {
            appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
        } catch (RuntimeException | InternalError e) {
            reset();
            throw new QueueUnusableException(
                    "can't append: folder=" + folder + " reason=" + ChronicleFiles.rootMessage(e)
                            + "; check its files and disk space",
                    e);
        }
    }

    private void openQueue() {
        if (queue == null) {
            queue = ChronicleFiles.open(folder, words, true);
        }
    }

    private void reset() {
        if (queue != null) {
            queue.close();
        }
        queue = null;
        appender = null;
    }

    @Override
    public void close() {
        reset();
        frame.releaseLast();
    }
}
