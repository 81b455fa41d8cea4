package io.dishrack.engine.log;

import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * Puts the end of a segment in order, by ordinary writes: completes or removes what its writer left half done. Assumes
 * that nobody appends: that the caller holds the log's lock, or stands in for its dead holder. Crash: may be repeated.
 *
 * <p>What is found, in the order in which an append changes it: bytes of a message whose header is still zero; the
 * header; Chronicle's position of the last message; its sequence; an index entry; our published number.
 */
final class LogRecovery {

    /** As far as an append may have got behind the last whole message. */
    private static final int MOST_LEFT = Math.max(Frame.MAX_LENGTH, SegmentLayout.MAX_ARRAY) + 64;

    private final Path folder;
    private final LogWords words;
    private final LargePayloads large;
    private final Faults faults;

    LogRecovery(Path folder, LogWords words, LargePayloads large, Faults faults) {
        this.folder = folder;
        this.words = words;
        this.large = large;
        this.faults = faults;
    }

    /** Publishes what is whole in the segment being written, and removes what follows. */
    void completeSegment(LogFiles files, CompletedMessages listener) {
        if (files.metadata().exists() && files.metadata().damage() == null) {
            files.metadata().unlock();
            faults.reached(Fault.LOG_UNLOCKED);
        }
        int cycle = words.cycleAcquire();
        if (!files.exists(cycle)) {
            // Killed before its first message: there is nothing to put in order.
            return;
        }
        Seal seal = new Seal(words.salt());
        tellEarlier(cycle, seal, listener);
        SegmentView view = new SegmentView(folder, cycle);
        try {
            complete(view, words.first(cycle), seal, listener);
        } catch (InternalError e) {
            throw view.cut(e);
        }
    }

    /** The writer may have gone on in the next segment since it published. Damaged messages are told by their readers. */
    private void tellEarlier(int current, Seal seal, CompletedMessages listener) {
        long number = words.publishedVolatile() + 1;
        while (number < words.first(current)) {
            int cycle = words.cycleOf(number, current);
            long first = words.first(cycle);
            SegmentView view = new SegmentView(folder, cycle);
            try {
                for (long end = words.first(cycle + 1); number < end; number++) {
                    long at = SegmentWalk.indexed(view, seal, first, number - first);
                    if (SegmentWalk.isSealed(view, at, seal, number)) {
                        listener.completed(number, SegmentWalk.head(view, at));
                    }
                }
            } catch (InternalError e) {
                throw view.cut(e);
            }
        }
    }

    private void complete(SegmentView view, long first, Seal seal, CompletedMessages listener) {
        long published = words.publishedVolatile();
        long last = Math.max(published, first - 1);
        long at = last < first ? SegmentLayout.FIRST_MESSAGE : lastMessage(view, seal, first, last);
        if (at == SegmentWalk.LOST) {
            // Readers tell what is damaged; nothing behind it can be told from what was never whole.
            return;
        }
        long position = last < first ? 0 : at;
        long end = last < first ? at : behind(view, at);
        while (SegmentWalk.isSealed(view, end, seal, last + 1)) {
            last++;
            listener.completed(last, SegmentWalk.head(view, end));
            position = end;
            end = behind(view, end);
        }
        tidy(view, position, last - first, end);
        if (last > published) {
            words.publishedVolatile(last);
            faults.reached(Fault.LOG_COMPLETED);
        }
        // Placed, and then the message that refers to it was not written.
        large.discard(last + 1);
    }

    /** Where the last published message stands, whole; or {@link SegmentWalk#LOST}. */
    private long lastMessage(SegmentView view, Seal seal, long first, long last) {
        long at = SegmentWalk.indexed(view, seal, first, last - first);
        if (!SegmentWalk.isSealed(view, at, seal, last)) {
            SegmentRescue rescue = new SegmentRescue(view.file(), seal, large, first);
            Map.Entry<Long, Long> resume = rescue.last() < last ? null : rescue.resume(last);
            at = resume == null
                    ? SegmentWalk.LOST
                    : SegmentWalk.forward(view, resume.getValue(), last - resume.getKey());
        }
        return SegmentWalk.isSealed(view, at, seal, last) ? at : SegmentWalk.LOST;
    }

    private static long behind(SegmentView view, long at) {
        return SegmentWalk.skipArrays(view, SegmentLayout.next(at, view.intAt(at)));
    }

    /**
     * Sets Chronicle's words as they are after the append of the last message, and removes what stands behind it. The
     * end mark of a segment that was just left stays.
     *
     * @param position of the last message, or 0 when the segment has none
     */
    void tidy(SegmentView view, long position, long sequence, long end) {
        try {
            Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(view.file(), true)) {
                    if (view.covers(end, Integer.BYTES) && view.intAt(end) != SegmentLayout.END) {
                        zero(channel, view, end);
                    }
                    faults.reached(Fault.LOG_END_CLEARED);
                    write(channel, view, SegmentHeader.WRITE_POSITION, position);
                    write(channel, view, SegmentHeader.SEQUENCE, SegmentTail.sequenceWord(position, sequence));
                    faults.reached(Fault.LOG_END_NOTED);
                }
                return null;
            });
        } catch (IOException e) {
            throw DiskErrors.unusable("can't put segment in order", view.file(), e);
        }
    }

    /** Only what is not zero: the blocks behind may not be there, and the disk full. */
    private static void zero(FileChannel channel, SegmentView view, long end) throws IOException {
        int length = (int) Math.min(MOST_LEFT, view.size() - end);
        ByteBuffer found = ByteBuffer.allocate(length);
        while (found.hasRemaining() && channel.read(found, end + found.position()) > 0) {
            // On to the rest.
        }
        int dirty = found.position();
        while (dirty > 0 && found.get(dirty - 1) == 0) {
            dirty--;
        }
        if (dirty > 0) {
            channel.write(ByteBuffer.allocate(dirty), end);
        }
    }

    private static void write(FileChannel channel, SegmentView view, int offset, long value) throws IOException {
        if (view.longAcquire(offset) != value) {
            channel.write(
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(0, value),
                    offset);
        }
    }
}
