package io.dishrack.engine.log;

import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Writes a segment's header and index as they follow from its messages, and nothing behind the last whole one. */
final class SegmentMend {

    private static final int PIECE = 1 << 16;

    private final Path file;
    private final long[] entries = new long[SegmentLayout.INDEX_ENTRIES];
    private int used;
    private long first;
    private long last;
    private long lastPosition;

    SegmentMend(Path file) {
        this.file = file;
    }

    /** Is told of each message. */
    boolean see(ScannedMessage message) {
        if (first == 0) {
            first = message.number();
        }
        if (message.damage() == null) {
            last = message.number();
            lastPosition = message.position();
            long sequence = last - first;
            int entry = (int) Math.min(sequence / SegmentLayout.INDEX_SPACING, entries.length);
            if (sequence % SegmentLayout.INDEX_SPACING == 0 && entry < entries.length) {
                entries[entry] = lastPosition;
                used = entry + 1;
            }
        }
        return true;
    }

    /**
     * Writes what was seen.
     *
     * @param header whether the header and index are written too; else the end alone
     * @return whether anything was changed
     */
    boolean write(boolean header) {
        try {
            return Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(file, true)) {
                    boolean cut = clearEnd(channel, header);
                    if (header) {
                        writeFully(channel, header(), 0);
                        fillUp(channel);
                    } else if (cut) {
                        ByteBuffer words = header();
                        writeFully(
                                channel,
                                words.slice(SegmentHeader.WRITE_POSITION, 2 * Long.BYTES),
                                SegmentHeader.WRITE_POSITION);
                    }
                    return header || cut;
                }
            });
        } catch (IOException e) {
            throw DiskErrors.unusable("can't put segment in order", file, e);
        }
    }

    private ByteBuffer header() {
        ByteBuffer out = ByteBuffer.wrap(SegmentHeader.initial()).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(SegmentHeader.WRITE_POSITION, lastPosition);
        out.putLong(SegmentHeader.SEQUENCE, SegmentTail.sequenceWord(lastPosition, last - first));
        out.putLong(SegmentHeader.NEXT_INDEX, (long) used * SegmentLayout.INDEX_SPACING);
        int array = SegmentLayout.FIRST_ARRAY + SegmentLayout.arrayHead(SegmentLayout.FIRST_ARRAY);
        out.putLong(array - Long.BYTES, used);
        for (int i = 0; i < used; i++) {
            out.putLong(array + i * Long.BYTES, entries[i]);
        }
        return out;
    }

    /** Zeros from the last whole message to the end of the file, where there is anything else. */
    private boolean clearEnd(FileChannel channel, boolean newIndex) throws IOException {
        long end = SegmentLayout.FIRST_MESSAGE;
        if (lastPosition != 0) {
            end = SegmentLayout.next(lastPosition, intAt(channel, lastPosition));
        }
        // An index array that the index knows; a new index does not.
        while (!newIndex && SegmentLayout.isArray(end, intAt(channel, end))) {
            end = SegmentLayout.next(end, intAt(channel, end));
        }
        boolean changed = false;
        ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = end; at < channel.size(); at += PIECE) {
            piece.clear();
            while (piece.hasRemaining() && channel.read(piece, at + piece.position()) > 0) {
                // On to the rest.
            }
            piece.flip();
            boolean closed = at == end && piece.limit() >= Integer.BYTES && piece.getInt(0) == SegmentLayout.END;
            if (!closed && piece.mismatch(ByteBuffer.allocate(piece.limit())) >= 0) {
                writeFully(channel, ByteBuffer.allocate(piece.limit()), at);
                changed = true;
            }
        }
        return changed;
    }

    private static int intAt(FileChannel channel, long at) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(word, at);
        return word.getInt(0);
    }

    /** A file that was cut within its header is as long as an empty segment again. */
    private static void fillUp(FileChannel channel) throws IOException {
        long missing = LogFiles.FIRST_RESERVED - channel.size();
        if (missing > 0) {
            writeFully(channel, ByteBuffer.allocate((int) missing), channel.size());
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
