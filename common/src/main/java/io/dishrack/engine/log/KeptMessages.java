package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The messages of a log that outlived their segments; see {@link KeptFile}. Changes nothing. For one thread. */
final class KeptMessages {

    static final String FOLDER = "kept";

    private final Path folder;
    private final Seal seal;
    /** By first number; null before they are looked at. */
    private TreeMap<Long, KeptFile> files;

    /** Of a log's folder, whose messages are tied to the log by {@code salt}. */
    KeptMessages(Path logFolder, long salt) {
        folder = logFolder.resolve(FOLDER);
        seal = new Seal(salt);
    }

    /** The file for the messages of a segment that begins with {@code first}. */
    Path file(long first) {
        return folder.resolve(Long.toString(first));
    }

    /** A number's frame, whole; or null. Looks at the folder again when it does not know it. */
    byte[] frame(long number) {
        for (boolean fresh = false; ; fresh = true) {
            if (files == null) {
                files = list();
                fresh = true;
            }
            Map.Entry<Long, KeptFile> file = files.floorEntry(number);
            byte[] frame = file == null ? null : file.getValue().frame(number);
            if (frame != null && isWhole(number, frame)) {
                return frame;
            }
            // Replaced between two looks at it: it stands elsewhere now.
            boolean moved = frame == null && file != null && file.getValue().has(number);
            if (fresh && !moved) {
                return null;
            }
            files = null;
        }
    }

    /** Whether a number has a record, whole or not; as of the last look. */
    boolean has(long number) {
        if (files == null) {
            files = list();
        }
        Map.Entry<Long, KeptFile> file = files.floorEntry(number);
        return file != null && file.getValue().has(number);
    }

    /** All files, in the order of their numbers, as they are now. */
    Collection<KeptFile> files() {
        files = list();
        return files.values();
    }

    private TreeMap<Long, KeptFile> list() {
        TreeMap<Long, KeptFile> found = new TreeMap<>();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        try {
            PrivateFile.requireFolder(folder);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (Path file : all) {
                    String name = file.getFileName().toString();
                    KeptFile kept = name.matches("\\d{1,18}") ? KeptFile.open(file) : null;
                    if (kept != null) {
                        found.put(Long.parseLong(name), kept);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new QueueUnusableException(
                    "can't read folder: folder=" + folder + " reason=" + e.getMessage() + "; check its permissions", e);
        }
        return found;
    }

    boolean isWhole(long number, byte[] frame) {
        int meta = meta(frame);
        seal.sum(rest(frame));
        return Frame.isPlausible(frame.length, meta)
                && seal.checksum(number, meta) == words(frame).getInt(0);
    }

    private static ByteBuffer words(byte[] frame) {
        return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A frame's second word. */
    static int meta(byte[] frame) {
        return words(frame).getInt(Integer.BYTES);
    }

    /** What follows its header. */
    static byte[] rest(byte[] frame) {
        return Arrays.copyOfRange(frame, Frame.HEADER, frame.length);
    }

    /** A frame made again of what was read. */
    static byte[] frame(Seal seal, long number, int meta, byte[] rest) {
        seal.sum(rest);
        return ByteBuffer.allocate(Frame.HEADER + rest.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(seal.checksum(number, meta))
                .putInt(meta)
                .put(rest)
                .array();
    }
}
