package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import io.dishrack.engine.region.Unmap;
import io.dishrack.engine.signal.Pages;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A segment file mapped for reading; mapped again when it has grown beyond. Unmapped by the garbage collector, or by
 * whoever knows that no other thread can read it; pages that were read to their end leave this process's memory before.
 *
 * <p>Whoever reads makes sure of the bounds first, {@link #covers}. Should the file be cut while it is mapped, a read
 * ends in an {@link InternalError}, which callers turn into {@link #cut}.
 */
final class SegmentView implements SegmentBytes {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** Passed bytes are let go of in such portions. */
    private static final long PORTION = 4 << 20;

    private final int cycle;
    private final Path file;
    private final boolean guarded;
    private ByteBuffer map;
    /** Bytes below were let go of. */
    private long passed;

    SegmentView(Path folder, int cycle) {
        this(folder, cycle, false);
    }

    /** {@code guarded}: never used by two threads at once, whatever the library's user does. */
    SegmentView(Path folder, int cycle, boolean guarded) {
        this.cycle = cycle;
        this.guarded = guarded;
        this.file = folder.resolve(SegmentLayout.fileName(cycle));
        map();
    }

    int cycle() {
        return cycle;
    }

    Path file() {
        return file;
    }

    @Override
    public long size() {
        return map.capacity();
    }

    /** Looks at the file's length again when the bytes are beyond what is mapped. */
    @Override
    public boolean covers(long position, long length) {
        if (position + length <= map.capacity()) {
            return position >= 0;
        }
        ByteBuffer shorter = map;
        map();
        if (guarded) {
            Unmap.now(shorter);
        }
        return position >= 0 && position + length <= map.capacity();
    }

    @Override
    public int intAt(long position) {
        return map.getInt((int) position);
    }

    @Override
    public long longAt(long position) {
        return map.getLong((int) position);
    }

    /** For words at multiples of 8 that another process may just have written. */
    long longAcquire(int position) {
        return (long) LONG.getAcquire(map, position);
    }

    void bytes(long position, byte[] into) {
        map.get((int) position, into);
    }

    /** All below is read; some of it may be read again. */
    void passed(long position) {
        if (position - passed >= PORTION && Pages.forget(map, passed, position)) {
            passed = position;
        }
    }

    /** Not to be used any more. */
    void leave() {
        if (guarded) {
            ByteBuffer last = map;
            map = ByteBuffer.allocate(0);
            Unmap.now(last);
        }
    }

    private void map() {
        try {
            map = Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(file, false)) {
                    long size = Math.min(channel.size(), Integer.MAX_VALUE);
                    return channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
                }
            });
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't read segment: file=" + file + " reason="
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; see rack verify and rack repair",
                    e);
        }
    }

    /** For an error of the mapping. */
    QueueUnusableException cut(InternalError e) {
        return new QueueUnusableException(
                "file was cut or its disk failed while it was open: file=" + file + "; see rack verify and rack repair",
                e);
    }
}
