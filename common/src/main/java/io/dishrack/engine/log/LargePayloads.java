package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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
    private static final AtomicLong UNIQUE = new AtomicLong();

    /** For readers. */
    static final int NO_SLOT = -1;

    private final Path folder;
    private final int slot;

    LargePayloads(Path logFolder, int slot) {
        this.folder = logFolder.resolve(FOLDER);
        this.slot = slot;
    }

    private static String prefix(int slot) {
        return "new-" + slot + "-";
    }

    /** Deletes what the dead owner of a slot had prepared and not placed. */
    public void discardOf(int deadSlot) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, prefix(deadSlot) + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("can't delete", folder, e);
        }
    }

    /** A payload that is on disk already. */
    public record Prepared(Path file, byte[] reference) {}

    /** Whether a payload needs a file. */
    public static boolean isLarge(byte[] payload) {
        return payload.length > Frame.MAX_INLINE;
    }

    /** Writes a payload that {@link #isLarge}. Needs no lock. */
    public Prepared prepare(byte[] payload) {
        Path file = folder.resolve(prefix(slot) + UNIQUE.incrementAndGet() + "-" + System.nanoTime());
        try {
            Files.createDirectories(folder);
            // A stream: unlike a channel it takes no notice of interrupts.
            try (FileOutputStream out = new FileOutputStream(file.toFile())) {
                out.write(payload);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return new Prepared(file, reference(payload));
        } catch (IOException e) {
            throw failed("can't write", file, e);
        }
    }

    /** Removes a payload that is not wanted after all. */
    public void discard(Prepared prepared) {
        try {
            Files.deleteIfExists(prepared.file());
        } catch (IOException e) {
            throw failed("can't delete", prepared.file(), e);
        }
    }

    void place(Prepared prepared, long number) {
        try {
            Files.move(prepared.file(), file(number), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed("can't rename", prepared.file(), e);
        }
    }

    byte[] read(long number, byte[] reference) {
        try {
            if (Files.size(file(number)) <= MAX_BYTES) {
                byte[] payload;
                try (FileInputStream in = new FileInputStream(file(number).toFile())) {
                    payload = in.readAllBytes();
                }
                if (java.util.Arrays.equals(reference(payload), reference)) {
                    return payload;
                }
            }
        } catch (IOException e) {
            throw failed("can't read", file(number), e);
        }
        throw Frame.damaged("large payload differs from its checksum", number, file(number));
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

    private static QueueUnusableException failed(String fact, Path file, IOException e) {
        return new QueueUnusableException(
                fact + " large payload: file=" + file + " reason="
                        + e.getClass().getSimpleName() + " " + e.getMessage() + "; check disk space and permissions",
                e);
    }
}
