package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Sealed;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Messages that were needed of a segment when it was deleted: a file {@code kept/FIRST}, named after the segment's first
 * number, whole from the beginning and never changed, but replaced by one with fewer messages. Little-endian:
 *
 * <pre>
 *   0        8        12     16
 *  | number*| length | zero | frame as it stood in the segment, zeros up to a multiple of 8 |   and so on
 * </pre>
 *
 * <p>The number is sealed with its place, the frame with the number: where a record is damaged, the next one is found
 * all the same. For one thread.
 */
final class KeptFile {

    static final int HEADER = 2 * Long.BYTES;
    private static final int FEW = 16;

    private final Path file;
    private long[] numbers = new long[FEW];
    private long[] positions = new long[FEW];
    private int count;

    private KeptFile(Path file) {
        this.file = file;
    }

    /** Looks through it; null when it is not there any more. */
    static KeptFile open(Path file) {
        KeptFile kept = new KeptFile(file);
        try {
            kept.index(new FileWindow(file));
            return kept;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    private static QueueUnusableException unreadable(Path file, IOException e) {
        return DiskErrors.unusable("can't read kept messages", file, e);
    }

    private void index(FileWindow window) {
        long at = 0;
        while (at + HEADER + Frame.HEADER <= window.size()) {
            long word = window.longAt(at);
            int length = window.intAt(at + Long.BYTES);
            if (Sealed.isWhole(word, at)
                    && length >= Frame.HEADER
                    && length <= Frame.MAX_LENGTH
                    && at + HEADER + length <= window.size()) {
                add(Sealed.value(word), at);
                at += size(length);
            } else {
                at += Long.BYTES;
            }
        }
    }

    private void add(long number, long position) {
        if (count > 0 && number <= numbers[count - 1]) {
            return; // by chance it looked like a record
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        numbers[count] = number;
        positions[count++] = position;
    }

    /** Bytes of a record whose frame is this long. */
    static int size(int length) {
        return HEADER + (length + Long.BYTES - 1 & -Long.BYTES);
    }

    Path file() {
        return file;
    }

    /** The numbers it has, in order. */
    long[] numbers() {
        return Arrays.copyOf(numbers, count);
    }

    boolean has(long number) {
        return Arrays.binarySearch(numbers, 0, count, number) >= 0;
    }

    /** The frame of a number as it stands there, to be checked; null when there is none, or none there any more. */
    byte[] frame(long number) {
        int place = Arrays.binarySearch(numbers, 0, count, number);
        if (place < 0) {
            return null;
        }
        try {
            return Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(file, false)) {
                    return frame(channel, number, positions[place]);
                }
            });
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] frame(FileChannel channel, long number, long position) throws IOException {
        ByteBuffer header = read(channel, position, HEADER);
        int length = header.getInt(Long.BYTES);
        return header.getLong(0) != Sealed.seal(number, position) || length < Frame.HEADER || length > Frame.MAX_LENGTH
                ? null
                : read(channel, position + HEADER, length).array();
    }

    /** What lies beyond the end is zero. */
    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
            // Until it is full.
        }
        return bytes;
    }
}
