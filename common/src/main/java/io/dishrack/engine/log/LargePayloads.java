package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Payloads too large for a message: a file each, {@code large/NUMBER}.
 *
 * <p>A payload is written under a name of its own before the log's lock is taken, and renamed under it once its number
 * is known, before the message that refers to it is appended. Crash: a file without a message is replaced by the next
 * large payload of that number or stays unread; a message without its file can't be.
 */
public final class LargePayloads {

    /** The most bytes of one payload. */
    public static final int MAX_BYTES = 1 << 30;

    private static final String FOLDER = "large";
    private static final String UNPLACED = "new-";
    private static final AtomicLong UNIQUE = new AtomicLong();

    private static final int NO_SLOT = -1;
    private static final int PIECE = 1 << 16;
    /** So many are looked for one by one. */
    private static final int FEW = 1_000;

    private final Path folder;
    private final int slot;
    private final Host host;

    /** For readers. */
    LargePayloads(Path logFolder) {
        this(logFolder, NO_SLOT, null);
    }

    /** For the holder of a slot. */
    LargePayloads(Path logFolder, int slot, Host host) {
        this.folder = logFolder.resolve(FOLDER);
        this.slot = slot;
        this.host = host;
    }

    private static String prefix(int slot) {
        return UNPLACED + slot + "-";
    }

    /** Deletes what the dead owner of a slot had prepared and not placed. */
    public void discardOf(int deadSlot) {
        discard(folder, prefix(deadSlot));
    }

    /** Deletes what any owner had prepared and not placed. Assumes that nobody has the queue open. */
    public static void discardUnplaced(Path logFolder) {
        discard(logFolder.resolve(FOLDER), UNPLACED);
    }

    private static void discard(Path folder, String prefix) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new QueueUnusableException(
                    "can't delete large payload: folder=" + folder + " reason=" + e.getMessage()
                            + "; check its permissions",
                    e);
        }
    }

    /** A payload that is on disk already. */
    public record Prepared(Path file, byte[] reference) {

        /** Of the payload. */
        long bytes() {
            return ByteBuffer.wrap(reference).order(ByteOrder.LITTLE_ENDIAN).getLong();
        }
    }

    /** Whether a payload needs a file. */
    public static boolean isLarge(byte[] payload) {
        return payload.length > Frame.MAX_INLINE;
    }

    /**
     * Writes a payload that {@link #isLarge}. Needs no lock. Crash: it is deleted by the reaper of this process.
     *
     * @throws QueueUnusableException when the disk is full; then nothing is left of it
     */
    public Prepared prepare(byte[] payload) {
        Path file = folder.resolve(prefix(slot) + UNIQUE.incrementAndGet() + "-" + System.nanoTime());
        boolean written = false;
        try {
            makeFolder();
            Uninterrupted.call(() -> {
                Files.deleteIfExists(file);
                try (FileChannel channel = PrivateFile.create(file)) {
                    write(channel, payload);
                }
                return null;
            });
            written = true;
            host.faults().reached(Fault.LARGE_WRITTEN);
            return new Prepared(file, reference(payload));
        } catch (IOException e) {
            throw DiskErrors.unusable("can't write large payload", file, e);
        } finally {
            if (!written) {
                deleteQuietly(file);
            }
        }
    }

    /** Flushes what was prepared, so that the flush of its message has less to wait for. */
    public void force(Prepared prepared) {
        host.disk().force(prepared.file());
    }

    private void makeFolder() throws IOException {
        PrivateFile.makeFolder(folder.getParent());
        PrivateFile.makeFolder(folder);
    }

    /** In pieces, as the channel copies each outside of the heap. */
    private static void write(FileChannel channel, byte[] payload) throws IOException {
        for (int at = 0; at < payload.length; ) {
            at += channel.write(ByteBuffer.wrap(payload, at, Math.min(PIECE, payload.length - at)));
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Left to the reaper of this process; the error before this one is told.
        }
    }

    /** Removes a payload that is not wanted after all. */
    public void discard(Prepared prepared) {
        try {
            Files.deleteIfExists(prepared.file());
        } catch (IOException e) {
            throw DiskErrors.unusable("can't delete large payload", prepared.file(), e);
        }
    }

    /** Removes the payload of a number that has no message. */
    void discard(long number) {
        try {
            Files.deleteIfExists(file(number));
        } catch (IOException e) {
            throw DiskErrors.unusable("can't delete large payload", file(number), e);
        }
    }

    void place(Prepared prepared, long number) {
        try {
            Files.move(prepared.file(), file(number), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskErrors.unusable("can't rename large payload", prepared.file(), e);
        }
        host.faults().reached(Fault.LARGE_PLACED);
    }

    /** Whether the folder is there; it is made with the first large payload. */
    boolean exists() {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    Path folder() {
        return folder;
    }

    /** The files of those numbers that have one. */
    List<Path> files(long from, long to) throws IOException {
        List<Path> files = new ArrayList<>();
        if (to - from < FEW) {
            for (long number = from; number <= to; number++) {
                if (Files.exists(file(number), LinkOption.NOFOLLOW_LINKS)) {
                    files.add(file(number));
                }
            }
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.matches("\\d{1,18}") && Long.parseLong(name) >= from && Long.parseLong(name) <= to) {
                    files.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Reads a payload; nothing is allocated before the file is known to be as long as it should be. */
    byte[] read(long number, byte[] reference) {
        Path file = file(number);
        long length = reference.length == 2 * Long.BYTES
                ? ByteBuffer.wrap(reference).order(ByteOrder.LITTLE_ENDIAN).getLong()
                : -1;
        if (length < 0 || length > MAX_BYTES) {
            throw Frame.damaged("large payload's reference is wrong", number, file);
        }
        byte[] payload;
        try {
            payload = Uninterrupted.call(() -> read(file, (int) length));
        } catch (NoSuchFileException e) {
            throw Frame.damaged("large payload's file is missing", number, file);
        } catch (IOException e) {
            throw DiskErrors.unusable("can't read large payload", file, e);
        }
        if (payload == null || !Arrays.equals(reference(payload), reference)) {
            throw Frame.damaged("large payload differs from its checksum", number, file);
        }
        return payload;
    }

    /** Null when the file has another length. */
    private static byte[] read(Path file, int length) throws IOException {
        try (FileChannel channel = PrivateFile.open(file, false)) {
            if (channel.size() != length) {
                return null;
            }
            byte[] payload = new byte[length];
            for (int at = 0; at < length; ) {
                int count = channel.read(ByteBuffer.wrap(payload, at, Math.min(PIECE, length - at)));
                if (count < 0) {
                    return null;
                }
                at += count;
            }
            return payload;
        }
    }

    private Path file(long number) {
        return folder.resolve(Long.toString(number));
    }

    /** Length and checksum. */
    private static byte[] reference(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(payload.length)
                .putLong(crc.getValue())
                .array();
    }
}
