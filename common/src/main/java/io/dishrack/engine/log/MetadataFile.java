package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Chronicle's table of named longs, {@code metadata.cq4t}: made by us, byte by byte as the pinned version would, and
 * opened by Chronicle only while it looks exactly so but for the values. Nothing in it is needed to read the log.
 *
 * <pre>
 *   0x00   header document: !STStore, wire type BINARY_LIGHT, !SCQMeta with the roll cycle
 *   0x98   a document for each name, in the order of {@link #NAMES}:
 *          | header 4 | B9, length, name | padding | A7, value 8, at a multiple of 8 |
 * </pre>
 */
final class MetadataFile {

    private static final String WRITE_LOCK = "chronicle.write.lock";
    private static final String APPEND_LOCK = "chronicle.append.lock";
    private static final String EOFS_TO = "normalisedEOFsTo";
    static final List<String> NAMES = List.of(
            "listing.highestCycle",
            "listing.lowestCycle",
            "listing.modCount",
            WRITE_LOCK,
            APPEND_LOCK,
            "chronicle.lastIndexReplicated",
            "chronicle.lastAcknowledgedIndexReplicated",
            "chronicle.lastIndexMSynced",
            EOFS_TO);

    /** As long as Chronicle maps it; all but the first page is never touched. */
    private static final int LENGTH = 2 << 16;

    private static final int TABLE = 4096;
    private static final long UNLOCKED = Long.MIN_VALUE;
    private static final byte[] HEADER = HexFormat.of()
            .parseHex("94000040b906686561646572b607535453746f7265827e000000c87769726554797065b608576972"
                    + "6554797065ec42494e4152595f4c49474854c86d65746164617461b6075343514d65746182460000"
                    + "00c4726f6c6cb60853435153526f6c6c8227000000c66c656e677468a6005c2605c6666f726d6174"
                    + "eb797979794d4d6464274627c565706f6368a100c8736f757263654964a1008f");

    private final Path file;
    private final byte[] template = new byte[TABLE];
    private final int[] values = new int[NAMES.size()];

    MetadataFile(Path folder) {
        this.file = folder.resolve(SegmentLayout.METADATA_FILE);
        ByteBuffer out =
                ByteBuffer.wrap(template).order(ByteOrder.LITTLE_ENDIAN).put(HEADER);
        for (int i = 0; i < NAMES.size(); i++) {
            values[i] = document(out, NAMES.get(i));
        }
    }

    /** Appends the document of a name and says where its value is. */
    private static int document(ByteBuffer out, String name) {
        int start = out.position();
        out.position(start + Integer.BYTES);
        out.put((byte) 0xB9).put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        int value = out.position() + Long.BYTES & -Long.BYTES;
        int padding = value - 1 - out.position();
        if (padding >= 1 + Integer.BYTES) {
            out.put((byte) 0x8E).putInt(padding - 1 - Integer.BYTES);
        } else {
            while (padding-- > 0) {
                out.put((byte) 0x8F);
            }
        }
        out.position(value - 1);
        out.put((byte) 0xA7);
        out.putInt(start, value + Long.BYTES - start - Integer.BYTES).position(value + Long.BYTES);
        return value;
    }

    Path file() {
        return file;
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes the file. Crash: it is linked in place whole or not at all. */
    void create() {
        Region.create(file, content());
    }

    /** Makes it anew in place of a damaged one. Assumes that nobody has the log open. */
    void replace() {
        Region.replace(file, content());
    }

    private byte[] content() {
        byte[] content = Arrays.copyOf(template, LENGTH);
        ByteBuffer words = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            words.putLong(values[i], name.equals(EOFS_TO) ? 0 : name.contains("Index") ? -1 : Long.MIN_VALUE);
        }
        return content;
    }

    /** What is wrong with the file, or null. */
    String damage() {
        byte[] found;
        try {
            FileWindow window = new FileWindow(file);
            if (window.size() != LENGTH) {
                return "file has the wrong length: found=" + window.size() + " expected=" + LENGTH;
            }
            found = new byte[LENGTH];
            window.bytes(0, LENGTH).get(found);
        } catch (IOException | java.io.UncheckedIOException e) {
            return "can't be read: " + e.getMessage();
        }
        for (int value : values) {
            Arrays.fill(found, value, value + Long.BYTES, (byte) 0);
        }
        int differs = Arrays.mismatch(found, Arrays.copyOf(template, LENGTH));
        return differs < 0 ? null : "content differs: offset=" + differs;
    }

    /** From which cycle on Chronicle looks at segments that should have been closed. Assumes no {@link #damage}. */
    long closedUpTo() throws IOException {
        return new FileWindow(file).longAt(values[NAMES.indexOf(EOFS_TO)]);
    }

    /**
     * Frees Chronicle's locks. Assumes that no living process is appending: that the caller holds the log's lock, or
     * stands in for its dead holder. Assumes no {@link #damage}.
     */
    void unlock() {
        try {
            Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(file, true)) {
                    for (String lock : List.of(WRITE_LOCK, APPEND_LOCK)) {
                        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                        channel.write(word.putLong(0, UNLOCKED), values[NAMES.indexOf(lock)]);
                    }
                    return null;
                }
            });
        } catch (IOException e) {
            throw DiskErrors.unusable("can't write", file, e);
        }
    }

    /** The error of a file that is not as it should be. */
    QueueUnusableException unusable(String damage) {
        return new QueueUnusableException("damaged file: " + damage + " file=" + file
                + "; it holds nothing of the messages; rack repair makes it anew");
    }
}
