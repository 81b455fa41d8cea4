package io.dishrack.engine.region;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A mapped file of fixed length. Words are little-endian and aligned to their size.
 *
 * <p>Thread-safe as the named orderings say. Unmapped by the garbage collector, never under a running accessor.
 */
public final class Region {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** How the names of files end that are being made. */
    public static final String UNFINISHED = ".new";

    private final Path file;
    private final ByteBuffer buffer;

    private Region(Path file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Maps an existing file.
     *
     * @throws QueueUnusableException when it is missing, unreadable or not exactly {@code length} bytes long
     */
    public static Region map(Path file, long length, boolean writable) {
        try {
            return Uninterrupted.call(() -> mapOnce(file, length, writable));
        } catch (IOException e) {
            throw DiskErrors.unusable("can't map file", file, e);
        }
    }

    private static Region mapOnce(Path file, long length, boolean writable) throws IOException {
        try (FileChannel channel = PrivateFile.open(file, writable)) {
            requireLength(file, channel.size(), length);
            return new Region(
                    file,
                    channel.map(writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY, 0, length));
        }
    }

    /**
     * A copy of a file in this process's own memory, as it is now: for those who only look, and must not be harmed
     * whatever happens to the file meanwhile.
     *
     * @throws QueueUnusableException as {@link #map}
     */
    public static Region copy(Path file, long length) {
        try {
            return Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(file, false)) {
                    requireLength(file, channel.size(), length);
                    ByteBuffer copy = ByteBuffer.allocateDirect((int) length);
                    while (copy.hasRemaining() && channel.read(copy) >= 0) {
                        // Until it is full, or the file was cut meanwhile: the rest stays zero.
                    }
                    return new Region(file, copy.clear());
                }
            });
        } catch (IOException e) {
            throw DiskErrors.unusable("can't read file", file, e);
        }
    }

    private static void requireLength(Path file, long found, long length) {
        if (found != length) {
            throw new QueueUnusableException("file has the wrong length: found=" + found + " expected=" + length
                    + " file=" + file + "; it is damaged, see rack verify and rack repair");
        }
    }

    /**
     * Makes a file unless it is there, every block of it allocated by ordinary writes, so that a full disk is an error
     * here and not a fault at some later store. Readable by its owner only.
     *
     * <p>Crash: the file is made under another name and then linked in place, so a reader finds it whole or not at all;
     * of several racing makers the first wins and the others use its file.
     */
    public static void create(Path file, byte[] content) {
        create(file, content, () -> {});
    }

    /** As {@link #create(Path, byte[])}; {@code written} is called before the file is linked in place. */
    public static void create(Path file, byte[] content, Runnable written) {
        place(file, content, (from, to) -> {
            written.run();
            link(from, to);
        });
    }

    /**
     * Deletes what makers that died have left of unfinished files in a folder. Assumes that nobody makes a file there
     * now.
     */
    public static void deleteUnfinished(Path folder) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
            left.forEach(Region::deleteQuietly);
        } catch (IOException | DirectoryIteratorException e) {
            throw new QueueUnusableException(
                    "can't read folder: folder=" + folder + " reason=" + e.getMessage() + "; check its permissions", e);
        }
    }

    /** Puts new content in place of a file, or makes it. Crash: a reader finds the old content or the new. */
    public static void replace(Path file, byte[] content) {
        replace(file, content, () -> {});
    }

    /** As {@link #replace(Path, byte[])}; {@code written} is called before the file is put in place. */
    public static void replace(Path file, byte[] content, Runnable written) {
        place(file, content, (from, to) -> {
            written.run();
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    @FunctionalInterface
    private interface Placing {
        void place(Path from, Path to) throws IOException;
    }

    private static void place(Path file, byte[] content, Placing placing) {
        Path unfinished = file.resolveSibling(file.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Thread.currentThread().getId() + UNFINISHED);
        try {
            Uninterrupted.call(() -> {
                Files.deleteIfExists(unfinished);
                try (FileChannel channel = PrivateFile.create(unfinished)) {
                    for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
                        channel.write(left);
                    }
                }
                return null;
            });
            placing.place(unfinished, file);
        } catch (IOException e) {
            throw DiskErrors.unusable("can't make file", file, e);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (java.nio.file.FileAlreadyExistsException raced) {
            // Another maker was first; its file is as good as ours.
        } catch (UnsupportedOperationException noLinks) {
            Files.move(from, to);
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A leftover under a name nobody reads.
        }
    }

    /** The mapped file. */
    public Path file() {
        return file;
    }

    /** The mapping itself, for the address of a wait word. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /**
     * The value of a sealed word.
     *
     * @throws QueueUnusableException when it was damaged
     */
    public long sealedVolatile(int offset) {
        return unseal(longVolatile(offset), offset);
    }

    /** As {@link #sealedVolatile(int)}. */
    public long sealedAcquire(int offset) {
        return unseal(longAcquire(offset), offset);
    }

    /** As {@link #sealedVolatile(int)}. */
    public long sealedPlain(int offset) {
        return unseal(longPlain(offset), offset);
    }

    /** The value of a word that was read before; the word tells more to {@link #casLong} than its value. */
    public long unseal(long word, int offset) {
        if (!Sealed.isWhole(word, offset)) {
            throw damagedWord(word, offset);
        }
        return Sealed.value(word);
    }

    private QueueUnusableException damagedWord(long word, int offset) {
        return new QueueUnusableException("damaged word: found=0x" + Long.toHexString(word) + " offset=" + offset
                + " file=" + file + "; see rack verify and rack repair");
    }

    public void sealedVolatile(int offset, long value) {
        longVolatile(offset, Sealed.seal(value, offset));
    }

    public void sealedRelease(int offset, long value) {
        longRelease(offset, Sealed.seal(value, offset));
    }

    public void sealedPlain(int offset, long value) {
        longPlain(offset, Sealed.seal(value, offset));
    }

    /** Changes a sealed word that has the expected value. */
    public boolean casSealed(int offset, long expected, long value) {
        return casLong(offset, Sealed.seal(expected, offset), Sealed.seal(value, offset));
    }

    public long longPlain(int offset) {
        return (long) LONG.get(buffer, offset);
    }

    public long longAcquire(int offset) {
        return (long) LONG.getAcquire(buffer, offset);
    }

    public long longVolatile(int offset) {
        return (long) LONG.getVolatile(buffer, offset);
    }

    public void longPlain(int offset, long value) {
        LONG.set(buffer, offset, value);
    }

    public void longRelease(int offset, long value) {
        LONG.setRelease(buffer, offset, value);
    }

    public void longVolatile(int offset, long value) {
        LONG.setVolatile(buffer, offset, value);
    }

    /** Of a word in a file that was cut it is not known whether it swaps, until {@link CutFile} has it told. */
    public boolean casLong(int offset, long expected, long value) {
        if (longVolatile(offset) == expected) {
            CutFile.beforeSwap();
            if (LONG.compareAndSet(buffer, offset, expected, value)) {
                return true;
            }
        }
        CutFile.tell();
        return false;
    }

    /** Adds to a word; returns what it was before. */
    public long addLong(int offset, long delta) {
        for (; ; ) {
            long seen = longVolatile(offset);
            if (casLong(offset, seen, seen + delta)) {
                return seen;
            }
        }
    }

    public int intVolatile(int offset) {
        return (int) INT.getVolatile(buffer, offset);
    }

    public void intVolatile(int offset, int value) {
        INT.setVolatile(buffer, offset, value);
    }

    /** As {@link #addLong}. */
    public int addInt(int offset, int delta) {
        for (; ; ) {
            int seen = intVolatile(offset);
            CutFile.beforeSwap();
            if (INT.compareAndSet(buffer, offset, seen, seen + delta)) {
                return seen;
            }
            CutFile.tell();
        }
    }
}
