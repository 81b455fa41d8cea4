package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Reads messages of a log by number; cheap when the numbers follow each other. For one thread at a time.
 *
 * <p>After {@link #read} the parts of the message are asked for one by one, so that none is made that nobody needs.
 */
public final class LogReader implements AutoCloseable {

    private final Path folder;
    private final LogWords words;
    private final boolean ownsQueue;
    private final boolean writable;
    private final OpenGuard guard;
    private final LargePayloads large;
    private final CRC32C crc = new CRC32C();
    private SingleChronicleQueue queue;
    private ExcerptTailer tailer;
    /** The tailer stands before this number; 0 when it is to be moved. */
    private long next;

    private int cycle;
    private long cycleFirst;
    private long cycleEnd;

    private int flags;
    private String key;
    private byte[] payload;

    /** Reads the log in {@code folder}; nothing is opened before the first read. */
    public LogReader(Path folder, LogWords words, boolean writable, OpenGuard guard) {
        this.guard = guard;
        this.folder = folder;
        this.words = words;
        this.ownsQueue = true;
        this.writable = writable;
        this.large = new LargePayloads(folder, LargePayloads.NO_SLOT);
    }

    LogReader(Path folder, LogWords words, SingleChronicleQueue queue) {
        this.guard = OpenGuard.NONE;
        this.folder = folder;
        this.words = words;
        this.ownsQueue = false;
        this.writable = true;
        this.large = new LargePayloads(folder, LargePayloads.NO_SLOT);
        this.queue = queue;
    }

    static long index(int cycle, long sequence) {
        return (long) cycle << 32 | sequence;
    }

    /**
     * Reads a published message.
     *
     * @throws DamagedMessageException when it is missing or damaged; others can be read all the same
     * @throws QueueUnusableException when the log can't be read
     */
    public void read(long number) {
        if (Thread.currentThread().isInterrupted()) {
            Interrupts.shield(() -> readOnce(number));
            return;
        }
        try {
            readOnce(number);
        } catch (QueueUnusableException e) {
            if (!Interrupts.isCause(e)) {
                throw e;
            }
            reopen();
            Interrupts.shield(() -> readOnce(number));
        }
    }

    private void readOnce(long number) {
        try {
            if (number >= cycleEnd || number < cycleFirst) {
                locate(number);
            }
            if (number != next) {
                move(number);
            }
            if (!readHere(number)) {
                next = 0;
                throw Frame.damaged("missing in the log", number, folder);
            }
        } catch (QueueUnusableException e) {
            next = 0;
            throw e;
        } catch (RuntimeException | InternalError | AssertionError e) {
            next = 0;
            throw new QueueUnusableException(
                    "can't read message: number=" + number + " folder=" + folder + " reason="
                            + ChronicleFiles.rootMessage(e) + "; see rack list for what is whole",
                    e);
        }
        next = number + 1;
    }

    /** Opens the log now rather than at the first read. */
    public void warmUp() {
        Interrupts.shield(this::open);
    }

    /** Whether the reader asked for the item's result. */
    public boolean keepsResult() {
        return (flags & Frame.KEEP_RESULT) != 0;
    }

    /** The flag for {@link LogWriter#append} of a message whose result is to be kept. */
    public static int keepResult(boolean keep) {
        return keep ? Frame.KEEP_RESULT : 0;
    }

    /** The longest key, in bytes of UTF-8. */
    public static int maxKey() {
        return Frame.MAX_KEY;
    }

    /** The key of the message read last, or null. */
    public String key() {
        return key;
    }

    /** The payload of the message read last; the caller's own. */
    public byte[] payload() {
        return payload;
    }

    private void move(long number) {
        open();
        if (!tailer.moveToIndex(index(cycle, number - cycleFirst))) {
            throw Frame.damaged("missing in the log", number, folder);
        }
    }

    /** Finds the segment of a number. The end of the current segment is open: it is looked up again when reached. */
    private void locate(long number) {
        int found = words.cycleOf(number, cycle);
        if (found != cycle) {
            next = 0;
        }
        cycle = found;
        cycleFirst = words.first(cycle);
        long published = words.publishedVolatile();
        cycleEnd = cycle < words.cycleAcquire() ? words.first(cycle + 1) : published + 1;
    }

    private void open() {
        ChronicleFiles.init();
        if (queue == null) {
            queue = ChronicleFiles.open(folder, words, writable, guard);
        }
        if (tailer == null) {
            tailer = queue.createTailer();
            tailer.singleThreadedCheckDisabled(true);
        }
    }

    private void reopen() {
        close();
        next = 0;
    }

    private boolean readHere(long number) {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            long expected = index(cycle, number - cycleFirst);
            if (document.index() != expected) {
                throw Frame.damaged(
                        "another message stands there: index=" + Long.toHexString(document.index()), number, folder);
            }
            parse(number, document.wire().bytes());
            return true;
        }
    }

    private void parse(long number, Bytes<?> bytes) {
        int length = (int) bytes.readRemaining();
        if (length < Frame.HEADER || length > Frame.MAX_LENGTH) {
            throw Frame.damaged("length=" + length, number, folder);
        }
        int checksum = bytes.readInt();
        int meta = bytes.readInt();
        byte[] rest = new byte[length - Frame.HEADER];
        bytes.read(rest);
        crc.reset();
        crc.update(rest, 0, rest.length);
        if (Frame.seal(crc, number, meta) != checksum) {
            throw Frame.damaged("checksum differs", number, folder);
        }
        flags = Frame.flags(meta);
        key = null;
        payload = rest;
        if ((flags & (Frame.FIRST | Frame.KEYED | Frame.LARGE)) != 0) {
            split(number, rest, Frame.keyLength(meta));
        }
    }

    private void split(long number, byte[] rest, int keyLength) {
        int at = (flags & Frame.FIRST) == 0 ? 0 : Long.BYTES;
        if (rest.length < at + keyLength) {
            throw Frame.damaged("key length=" + keyLength, number, folder);
        }
        if ((flags & Frame.KEYED) != 0) {
            key = new String(rest, at, keyLength, StandardCharsets.UTF_8);
            at += keyLength;
        }
        payload = java.util.Arrays.copyOfRange(rest, at, rest.length);
        if ((flags & Frame.LARGE) != 0) {
            payload = large.read(number, payload);
        }
    }

    /** The last number, from a published one on, that is whole in the segment written now. */
    long lastWhole(long published) {
        open();
        cycle = words.cycleAcquire();
        cycleFirst = words.first(cycle);
        long number = Math.max(published + 1, cycleFirst);
        if (!tailer.moveToIndex(index(cycle, number - cycleFirst))) {
            return Math.max(published, cycleFirst - 1);
        }
        long last = Math.max(published, cycleFirst - 1);
        while (readHere(number)) {
            last = number++;
        }
        return last;
    }

    @Override
    public void close() {
        if (ownsQueue && queue != null) {
            ChronicleFiles.close(queue);
            queue = null;
        } else if (!ownsQueue && tailer != null) {
            tailer.close();
        }
        tailer = null;
    }
}
