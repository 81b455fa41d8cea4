package io.dishrack.engine.log;

import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file read piece by piece by ordinary reads, for those who must not be harmed whatever happens to it meanwhile: what
 * lies beyond its end, also since it was cut, is zero. For one thread.
 */
final class FileWindow implements SegmentBytes {

    private static final int BYTES = 1 << 20;

    private final Path file;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long start = -1;

    FileWindow(Path file) throws IOException {
        this.file = file;
        this.size = Uninterrupted.call(() -> {
            try (FileChannel channel = PrivateFile.open(file, false)) {
                return channel.size();
            }
        });
    }

    private FileWindow(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /** A second window on the same file, for reading at two places in turn. */
    FileWindow another() {
        return new FileWindow(file, size);
    }

    /** The file's size when it was opened. */
    @Override
    public long size() {
        return size;
    }

    @Override
    public int intAt(long position) {
        return window.getInt(load(position, Integer.BYTES));
    }

    @Override
    public long longAt(long position) {
        return window.getLong(load(position, Long.BYTES));
    }

    /** Bytes from a position, as a view that is valid until the next call. At most {@link Frame#MAX_LENGTH}. */
    ByteBuffer bytes(long position, int length) {
        int at = load(position, length);
        return window.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(at + length)
                .position(at);
    }

    /** Forgets what was read: a writer may have changed it. */
    void refresh() {
        start = -1;
    }

    private int load(long position, int length) {
        if (start < 0 || position < start || position + length > start + BYTES) {
            // Somewhat before the position: a search may step back a little.
            long from = Math.max(0, position - BYTES / 8);
            try {
                Uninterrupted.call(() -> {
                    read(from);
                    return null;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            start = from;
        }
        return (int) (position - start);
    }

    private void read(long from) throws IOException {
        start = -1;
        window.clear();
        try (FileChannel channel = PrivateFile.open(file, false)) {
            while (window.hasRemaining()) {
                int count = channel.read(window, from + window.position());
                if (count <= 0) {
                    break;
                }
            }
        }
        java.util.Arrays.fill(window.array(), window.position(), BYTES, (byte) 0);
        window.clear();
    }
}
