package io.dishrack.engine.log;

import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Sees to it that the blocks of a segment's next stretch are there before anything is stored into them through a
 * mapping: a full disk is an error here, where nothing is promised yet, and not a fault there. Assumes the log's lock.
 *
 * <p>The stretch is written with zeros, which also removes what a dead writer left there of a message. Crash in between:
 * the shared hint is too low and it is written again.
 */
final class LogSpace {

    /** What an append may touch behind the message: an index array, the word after, the mark of the end. */
    private static final int SLACK = SegmentLayout.MAX_ARRAY + 64;

    private static final int LEAST_STRETCH = 1 << 16;
    private static final int MOST_STRETCH = 1 << 20;
    private static final int PAGE = 4096;
    private static final int PIECE = 1 << 16;

    private final LogWords words;
    private final Faults faults;
    private ByteBuffer zeros;

    LogSpace(LogWords words, Faults faults) {
        this.words = words;
        this.faults = faults;
    }

    /**
     * For a frame of this length at a position of the segment being written.
     *
     * @throws io.dishrack.QueueUnusableException when the disk is full
     */
    void reserve(Path segment, long position, int length) {
        long needed = position + Integer.BYTES + length + SLACK;
        long reserved = words.reserved();
        if (needed <= reserved) {
            return;
        }
        long from = Math.max(reserved, position);
        long stretch = Math.min(MOST_STRETCH, Math.max(LEAST_STRETCH, from - SegmentLayout.FIRST_MESSAGE));
        long to = Math.max(needed, from + stretch) + PAGE - 1 & -PAGE;
        long enough = needed + PAGE - 1 & -PAGE;
        try {
            try {
                fill(segment, from, to);
            } catch (IOException full) {
                // Little space is left: for this message it may do.
                to = enough;
                fill(segment, from, to);
            }
        } catch (IOException e) {
            throw DiskErrors.unusable("can't reserve space", segment, e);
        }
        words.reserved(to);
        faults.reached(Fault.LOG_SPACE_RESERVED);
    }

    private void fill(Path segment, long from, long to) throws IOException {
        Uninterrupted.call(() -> {
            try (FileChannel channel = PrivateFile.open(segment, true)) {
                for (long at = from; at < to; ) {
                    at += channel.write(zeros((int) Math.min(PIECE, to - at)), at);
                }
                long mapped = mappedLength(to);
                if (channel.size() < mapped) {
                    // The length alone, but for one block: Chronicle would else set it in the middle of an append.
                    channel.write(zeros(1), mapped - 1);
                }
            }
            return null;
        });
    }

    /** As far as Chronicle maps the file when it appends up to a position. */
    private static long mappedLength(long position) {
        return (position / ChronicleFiles.BLOCK_SIZE + 1) * ChronicleFiles.BLOCK_SIZE + ChronicleFiles.OVERLAP;
    }

    private ByteBuffer zeros(int length) {
        if (zeros == null) {
            zeros = ByteBuffer.allocateDirect(PIECE);
        }
        return zeros.clear().limit(length);
    }
}
