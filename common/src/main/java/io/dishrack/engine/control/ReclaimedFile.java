package io.dishrack.engine.control;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file {@code reclaimed}, version 1: what was deleted of a queue's history, and may be missing from then on. It is
 * made with the first deletion, put in place whole, and on the device before anything that it tells of is deleted; so
 * what is missing without being told of here is damage. Little-endian longs:
 *
 * <pre>
 *   0        8          16            24            32              40              48         56
 *  | version| queue id | item cycle  | item first  | result cycle  | result first  | runs = n | n runs | CRC-32C |
 *
 *  run: | first file | last file | cancelled items |
 * </pre>
 */
public final class ReclaimedFile {

    public static final String NAME = "reclaimed";

    /** "DISHGON" and the format's number. */
    private static final long VERSION = 0x4E4F474853494401L;

    private static final int HEADER = 7 * Long.BYTES;
    private static final int RUN = 3 * Long.BYTES;
    private static final int MOST_BYTES = 1 << 26;

    private ReclaimedFile() {}

    /**
     * What it says; nothing is gone while there is none.
     *
     * @throws QueueUnusableException when it is damaged, or of another queue
     */
    public static Reclaimed read(Path queue, long queueId) {
        Path file = queue.resolve(NAME);
        byte[] content;
        try {
            content = Uninterrupted.call(() -> {
                try (FileChannel channel = PrivateFile.open(file, false)) {
                    return Channels.newInputStream(channel).readNBytes(MOST_BYTES);
                }
            });
        } catch (NoSuchFileException e) {
            return Reclaimed.NONE;
        } catch (IOException e) {
            throw DiskErrors.unusable("can't read file", file, e);
        }
        Reclaimed found = parse(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), queueId);
        if (found == null) {
            throw new QueueUnusableException(
                    "damaged file: file=" + file + " bytes=" + content.length + "; see rack verify and rack repair");
        }
        return found;
    }

    /** Whether there is one. */
    public static boolean exists(Path queue) {
        return Files.exists(queue.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /** Puts a new one in place. Assumes the reclaim lock. Crash: the old one is there or the new. */
    public static void replace(Path queue, long queueId, Reclaimed reclaimed) {
        int runs = reclaimed.runs().size();
        ByteBuffer out = ByteBuffer.allocate(HEADER + runs * RUN + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(VERSION).putLong(queueId);
        for (Reclaimed.Mark mark : List.of(reclaimed.items(), reclaimed.results())) {
            out.putLong(mark.cycle()).putLong(mark.first());
        }
        out.putLong(runs);
        for (Reclaimed.Run run : reclaimed.runs()) {
            out.putLong(run.first()).putLong(run.last()).putLong(run.cancelled());
        }
        out.putLong(checksum(out, out.position()));
        Region.replace(queue.resolve(NAME), out.array());
    }

    private static long checksum(ByteBuffer content, int length) {
        CRC32C crc = new CRC32C();
        crc.update(content.array(), 0, length);
        return crc.getValue();
    }

    /** Null when it is not as {@link #replace} makes it. */
    private static Reclaimed parse(ByteBuffer in, long queueId) {
        int length = in.capacity() - Long.BYTES;
        if (length < HEADER
                || in.getLong(length) != checksum(in, length)
                || in.getLong() != VERSION
                || in.getLong() != queueId) {
            return null;
        }
        Reclaimed.Mark items = new Reclaimed.Mark((int) in.getLong(), in.getLong());
        Reclaimed.Mark results = new Reclaimed.Mark((int) in.getLong(), in.getLong());
        long runs = in.getLong();
        if (length != HEADER + runs * RUN) {
            return null;
        }
        List<Reclaimed.Run> all = new ArrayList<>();
        for (long run = 0; run < runs; run++) {
            all.add(new Reclaimed.Run(in.getLong(), in.getLong(), in.getLong()));
        }
        return new Reclaimed(items, results, all);
    }
}
