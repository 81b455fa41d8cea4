package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
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

    private static final int TRIES = 5;

    private final Path folder;
    private final LogWords words;
    private final OpenGuard guard;
    private final Host host;
    private final LargePayloads large;
    private final CRC32C crc = new CRC32C();
    private Bytes<ByteBuffer> frame;
    private ByteBuffer scratch;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private long appended;
    private boolean closed;

    /** For the log in {@code folder} and the holder of {@code slot}; nothing is opened before the first append. */
    public LogWriter(Path folder, LogWords words, int slot, OpenGuard guard, Host host) {
        this.guard = guard;
        this.host = host;
        this.folder = folder;
        this.words = words;
        this.large = new LargePayloads(folder, slot);
    }

    /**
     * Begins a run of appends after the published number.
     *
     * @return false when the writer is closed
     */
    public boolean begin() {
        if (closed) {
            return false;
        }
        appended = words.publishedVolatile();
        if (appender == null) {
            Interrupts.shield(this::open);
        }
        return true;
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
        if (words.cycleBytes() >= words.segmentBytes()) {
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
        write(cycle, number, length);
        words.addCycleBytes(length + Integer.BYTES);
        appended = number;
        host.faults().reached(Fault.PUT_APPENDED);
        return number;
    }

    /**
     * Chronicle gives up a file when its thread is interrupted at the wrong moment; then it is opened again, and what
     * was not appended is appended. After any other failure the message is not in the log.
     */
    private void write(int cycle, long number, int length) {
        long expected = LogReader.index(cycle, number - words.first(cycle));
        for (int tries = 1; ; tries++) {
            boolean interrupted = Thread.interrupted();
            try {
                frame.readPositionRemaining(0, length);
                appender.writeBytes(frame);
                break;
            } catch (RuntimeException | InternalError | AssertionError e) {
                reset();
                interrupted |= Thread.interrupted();
                if (tries == TRIES || !Interrupts.isCause(e)) {
                    throw new QueueUnusableException(
                            "can't append: folder=" + folder + " reason=" + ChronicleFiles.rootMessage(e)
                                    + "; check disk space",
                            e);
                }
                open();
                if (wholeUpTo(number)) {
                    return;
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        long found = appender.lastIndexAppended();
        if (found != expected) {
            reset();
            throw Frame.damaged(
                    "log out of step: index=" + Long.toHexString(found) + " expected=" + Long.toHexString(expected),
                    number,
                    folder);
        }
    }

    private boolean wholeUpTo(long number) {
        try (LogReader reader = new LogReader(folder, words, queue)) {
            return reader.lastWhole(words.publishedVolatile()) >= number;
        }
    }

    /** Makes what was appended visible to readers. A full fence: a look at who waits may follow. */
    public void publish() {
        words.publishedVolatile(appended);
    }

    /** Flushes what the numbers of a stretch stand in. Needs no lock. */
    public void force(long from, long to) {
        int first = words.cycleOf(from, 0);
        int last = words.cycleOf(to, first);
        for (LogScan.Segment segment : new LogScan(folder).segments()) {
            if (segment.cycle() >= first && segment.cycle() <= last) {
                host.disk().force(segment.file());
            }
        }
        host.disk().forceFolder(folder);
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
        Interrupts.shield(() -> {
            reset();
            openQueue();
            ChronicleFiles.unlock(queue);
            try (LogReader reader = new LogReader(folder, words, queue)) {
                words.publishedVolatile(reader.lastWhole(words.publishedVolatile()));
            }
        });
    }

    private void open() {
        ChronicleFiles.init();
        openQueue();
        try {
            if (frame == null) {
                frame = Bytes.elasticByteBuffer(Frame.MAX_LENGTH, Frame.MAX_LENGTH);
                frame.singleThreadedCheckDisabled(true);
                scratch = frame.underlyingObject().order(ByteOrder.LITTLE_ENDIAN);
            }
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
            queue = ChronicleFiles.open(folder, words, true, guard);
        }
    }

    private void reset() {
        if (queue != null) {
            ChronicleFiles.close(queue);
        }
        queue = null;
        appender = null;
    }

    @Override
    public void close() {
        closed = true;
        reset();
        if (frame != null) {
            frame.releaseLast();
            frame = null;
        }
    }
}
