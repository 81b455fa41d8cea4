package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import java.nio.file.Path;

/**
 * Appends to a log. Every method assumes that the caller holds the log's lock; for one handle.
 *
 * <p>Steps of an append, and what a reader finds if the process dies after each: space for it reserved (zeros behind the
 * end); a large payload placed under its number (a file that nothing refers to, replaced by the next one of that
 * number); the message written by Chronicle (not published: {@link #recover} publishes it if it is whole, and removes
 * it if not); the bytes of the segment counted (a hint); published.
 *
 * <p>Steps of going on in the next segment: its file made (empty; found and used by the next attempt); its first number
 * noted and the segment made the current one (a segment without messages); the old segment closed by Chronicle, within
 * the next append (or within that of another process).
 *
 * <p>Conserves: every number up to the published one is whole in the log.
 */
public final class LogWriter implements AutoCloseable {

    private static final int TRIES = 5;
    /** A file is mapped at once. */
    private static final long MOST_SEGMENT_BYTES = 1 << 30;

    private final Path folder;
    private final LogWords words;
    private final Host host;
    private final LargePayloads large;
    private final LogFiles files;
    private final LogSpace space;
    private final LogRecovery recovery;
    private final LogForce force;
    private final Seal seal;
    private final SegmentTail tail;
    private final ChronicleAppender appender;
    private long appended;
    private boolean closed;

    /** Loads what the first append of any log needs; takes a while. */
    public static void warmUp() {
        ChronicleWarmUp.run();
    }

    /** For the log in {@code folder} and the holder of {@code slot}; nothing is opened before the first append. */
    public LogWriter(Path folder, LogWords words, int slot, Host host) {
        this.folder = folder;
        this.words = words;
        this.host = host;
        large = new LargePayloads(folder, slot, host);
        files = new LogFiles(folder, host.faults());
        space = new LogSpace(words, host.faults());
        recovery = new LogRecovery(folder, words, large, host.faults());
        force = new LogForce(folder, words, large, host.disk());
        seal = new Seal(words.salt());
        tail = new SegmentTail(folder, words, seal);
        appender = new ChronicleAppender(folder, words, files);
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
        if (!appender.isOpen()) {
            makeFiles();
            appender.open();
        }
        try {
            tail.find(appended);
        } catch (InternalError e) {
            throw tail.cut(e);
        }
        return true;
    }

    private void makeFiles() {
        int cycle = words.cycleAcquire();
        if (appended >= words.first(cycle) && !files.exists(cycle)) {
            throw new QueueUnusableException("segment is missing: file=" + files.segment(cycle)
                    + "; restore it, or see rack verify and rack repair");
        }
        files.make(cycle);
    }

    /** The number of the next message appended. */
    public long nextNumber() {
        return appended + 1;
    }

    /**
     * Appends one message; it becomes visible with {@link #publish}.
     *
     * @param prepared from {@link LargePayloads#prepare}, or null when the payload is small
     * @param head what is said beside the payload
     * @return its number
     * @throws QueueUnusableException when the files don't take it; it is then not in the log
     */
    public long append(byte[] payload, LargePayloads.Prepared prepared, MessageHead head) {
        long number = appended + 1;
        if (words.cycleBytes() >= Math.min(words.segmentBytes(), MOST_SEGMENT_BYTES)) {
            roll(number);
        }
        int flags = number == tail.first() ? Frame.FIRST : 0;
        byte[] body = payload;
        if (prepared != null) {
            flags |= Frame.LARGE;
            body = prepared.reference();
        }
        int length = Frame.write(appender.scratch(), seal, number, flags, new Frame.Message(head, body));
        try {
            space.reserve(tail.view().file(), tail.end(), length);
            tail.requireSane();
            if (prepared != null) {
                large.place(prepared, number);
            }
            write(length);
        } catch (InternalError e) {
            throw tail.cut(e);
        }
        words.addCycleBytes(length + Integer.BYTES + (prepared == null ? 0 : prepared.bytes()));
        appended = number;
        host.faults().reached(Fault.PUT_APPENDED);
        return number;
    }

    /**
     * Goes on in a new segment if there is a message in this one, so that this one can be reclaimed. Assumes that
     * nothing is appended and not published.
     */
    public void rollNow() {
        if (begin() && appended >= tail.first()) {
            roll(appended + 1);
        }
    }

    private void roll(long number) {
        files.make(words.cycleAcquire() + 1);
        words.roll(number);
        host.faults().reached(Fault.LOG_ROLLED);
        words.reserved(LogFiles.FIRST_RESERVED);
        tail.find(number - 1);
    }

    /**
     * Chronicle gives up a file when its thread is interrupted at the wrong moment; then it is opened again, and what
     * was not appended is appended. After any other failure too, once: opening looks at the files and says what is wrong
     * with them. After that the message is taken back.
     */
    private void write(int length) {
        boolean interrupted = Thread.interrupted();
        try {
            for (int tries = 1; ; tries++) {
                try {
                    appender.append(length);
                    tail.advance(length);
                    return;
                } catch (RuntimeException | InternalError | AssertionError e) {
                    interrupted |= Thread.interrupted();
                    takeBack();
                    if (tries == TRIES || tries > 1 && !Interrupts.isCause(e)) {
                        throw failed(e);
                    }
                    appender.open();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes the log as it was before the message, so that the next append works. */
    private void takeBack() {
        appender.reset();
        SegmentView view = tail.view();
        if (view != null) {
            recovery.tidy(
                    view, tail.lastPosition(), tail.lastPosition() == 0 ? 0 : appended - tail.first(), tail.end());
        }
    }

    private QueueUnusableException failed(Throwable e) {
        return e instanceof QueueUnusableException unusable
                ? unusable
                : new QueueUnusableException(
                        "can't append: folder=" + folder + " reason=" + ChronicleFiles.rootMessage(e)
                                + "; check the disk, see rack verify",
                        e);
    }

    /** Makes what was appended visible to readers. A full fence: a look at who waits may follow. */
    public void publish() {
        words.publishedVolatile(appended);
        host.faults().reached(Fault.LOG_PUBLISHED);
    }

    /** Where large payloads are prepared, before the lock is taken. */
    public LargePayloads large() {
        return large;
    }

    /**
     * Flushes the messages {@code from} to {@code to}, published before, with their large payloads and all that leads
     * to them: when it returns they survive the loss of power. Needs no lock; not for two threads at a time.
     */
    public void force(long from, long to) {
        force.force(from, to);
    }

    /**
     * Brings the log in order after the holder of its lock died at some instant: frees Chronicle's lock, and publishes
     * what was appended whole but not yet published. A message cut short is removed. Crash: may be repeated.
     *
     * @param listener hears of each message before it is published
     */
    public void recover(CompletedMessages listener) {
        appender.reset();
        tail.reset();
        recovery.completeSegment(files, listener);
    }

    @Override
    public void close() {
        closed = true;
        appender.close();
        tail.reset();
    }
}
