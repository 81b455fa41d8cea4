package io.dishrack.engine.log;

import io.dishrack.engine.host.Disk;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Makes a {@link KeptFile}: under another name, then on the device, then in place. Assumes the reclaim lock. */
final class KeptWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final Path unfinished;
    private final Disk disk;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private long written;
    private long count;

    KeptWriter(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
        unfinished = file.resolveSibling(file.getFileName() + Region.UNFINISHED);
        try {
            PrivateFile.makeFolder(file.getParent());
            Files.deleteIfExists(unfinished);
            channel = PrivateFile.create(unfinished);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(IOException e) {
        return DiskErrors.unusable("can't keep messages", file, e);
    }

    /** Numbers come in order. */
    void add(long number, byte[] frame) {
        int size = KeptFile.size(frame.length);
        if (buffer.remaining() < size) {
            flush();
        }
        int at = buffer.position();
        buffer.putLong(Sealed.seal(number, written + at)).putInt(frame.length).putInt(0);
        buffer.put(frame);
        while (buffer.position() < at + size) {
            buffer.put((byte) 0);
        }
        count++;
    }

    private void flush() {
        try {
            for (buffer.flip(); buffer.hasRemaining(); ) {
                written += channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Puts it in place; without a message there is to be no file. Crash before: the old one is there, if there was one,
     * and what was written stays under a name that the next writer deletes.
     */
    void finish() {
        flush();
        try {
            if (count == 0) {
                Files.deleteIfExists(file);
            } else {
                disk.force(unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        disk.forceFolder(file.getParent());
        disk.forceFolder(file.getParent().getParent());
    }

    /** Ends it; what was not finished is removed. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
