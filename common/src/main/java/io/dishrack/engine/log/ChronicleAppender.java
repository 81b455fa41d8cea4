package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Chronicle's appender, on files that were looked at right before. Every method assumes that the caller holds the log's
 * lock; for one handle.
 */
final class ChronicleAppender {

    private final Path folder;
    private final LogWords words;
    private final LogFiles files;
    private Bytes<ByteBuffer> frame;
    private ByteBuffer scratch;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;

    ChronicleAppender(Path folder, LogWords words, LogFiles files) {
        this.folder = folder;
        this.words = words;
        this.files = files;
    }

    boolean isOpen() {
        return appender != null;
    }

    /**
     * Opens the log if it is not open.
     *
     * @throws QueueUnusableException when one of its files is not as Chronicle leaves it; then Chronicle never sees it
     */
    void open() {
        if (appender == null) {
            Interrupts.shield(this::openNow);
        }
    }

    private void openNow() {
        files.requireSane(words.cycleAcquire());
        ChronicleWarmUp.await();
        ChronicleFiles.init();
        try {
            queue = ChronicleFiles.open(folder, words);
            appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
        } catch (RuntimeException | LinkageError | AssertionError | InternalError e) {
            reset();
            throw new QueueUnusableException(
                    "can't append: folder=" + folder + " reason=" + ChronicleFiles.rootMessage(e)
                            + "; check its files, the disk and the JVM flags in scripts/jvm.flags",
                    e);
        }
    }

    /** Where the next frame is to be written. Assumes {@link #open}. */
    ByteBuffer scratch() {
        if (scratch == null) {
            frame = Bytes.elasticByteBuffer(Frame.MAX_LENGTH, Frame.MAX_LENGTH);
            frame.singleThreadedCheckDisabled(true);
            scratch = frame.underlyingObject().order(ByteOrder.LITTLE_ENDIAN);
        }
        return scratch;
    }

    /** Appends the first bytes of {@link #scratch}. After an error the message may be in the log or not. */
    void append(int length) {
        frame.readPositionRemaining(0, length);
        appender.writeBytes(frame);
    }

    /** Gives up what is open; {@link #open} opens it again. */
    void reset() {
        if (queue != null) {
            ChronicleFiles.close(queue);
        }
        queue = null;
        appender = null;
    }

    void close() {
        reset();
        if (frame != null) {
            frame.releaseLast();
            frame = null;
            scratch = null;
        }
    }
}
