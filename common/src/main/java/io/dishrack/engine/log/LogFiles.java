package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Makes the files of a log, and looks at them before Chronicle does. Every method assumes that the caller holds the
 * log's lock.
 *
 * <p>All files are made whole under another name and linked in place, each block allocated by ordinary writes and
 * readable by the owner only: Chronicle never makes one.
 */
final class LogFiles {

    /** A new segment's blocks: header, index and 64 KiB for messages. */
    static final int FIRST_RESERVED = SegmentLayout.FIRST_MESSAGE + (1 << 16);

    private final Path folder;
    private final Faults faults;
    private final MetadataFile metadata;

    LogFiles(Path folder, Faults faults) {
        this.folder = folder;
        this.faults = faults;
        this.metadata = new MetadataFile(folder);
    }

    MetadataFile metadata() {
        return metadata;
    }

    /** Makes what is missing of the folder, the metadata and a segment that has no published message yet. */
    void make(int cycle) {
        try {
            PrivateFile.makeFolder(folder);
            if (!metadata.exists()) {
                metadata.create();
                faults.reached(Fault.LOG_METADATA_MADE);
            }
        } catch (IOException e) {
            throw DiskErrors.unusable("can't make log", folder, e);
        }
        Path segment = segment(cycle);
        if (!Files.exists(segment, LinkOption.NOFOLLOW_LINKS)) {
            Region.deleteUnfinished(folder);
            Region.create(
                    segment,
                    Arrays.copyOf(SegmentHeader.initial(), FIRST_RESERVED),
                    () -> faults.reached(Fault.LOG_SEGMENT_WRITTEN));
            faults.reached(Fault.LOG_SEGMENT_MADE);
        }
    }

    Path segment(int cycle) {
        return folder.resolve(SegmentLayout.fileName(cycle));
    }

    boolean exists(int cycle) {
        return Files.exists(segment(cycle), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes sure that Chronicle can open the log: the metadata, and every segment that it looks at when it opens, from
     * the last one back to those known to be closed.
     */
    void requireSane(int current) {
        try {
            PrivateFile.requireFolder(folder);
            String damage = metadata.damage();
            if (damage != null) {
                throw metadata.unusable(damage);
            }
            metadata.unlock();
            long closedUpTo = metadata.closedUpTo();
            for (var segment : segments(current).descendingMap().entrySet()) {
                try {
                    SegmentCheck check = new SegmentCheck(new FileWindow(segment.getValue()));
                    damage = check.damage();
                    if (damage != null) {
                        throw damaged(damage, segment.getValue());
                    }
                    if (check.isClosed() && segment.getKey() < closedUpTo) {
                        break;
                    }
                } catch (IOException | UncheckedIOException e) {
                    if (Files.exists(segment.getValue(), LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                    // Reclaimed since it was listed; one that is needed is missed by whoever needs it.
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            throw new QueueUnusableException(
                    "can't read log: folder=" + folder + " reason=" + e.getMessage()
                            + "; check its files and permissions, see rack verify",
                    e);
        }
    }

    private TreeMap<Integer, Path> segments(int current) throws IOException {
        TreeMap<Integer, Path> segments = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.cq4")) {
            for (Path file : files) {
                int cycle = SegmentLayout.cycle(file.getFileName().toString());
                // One more than the current one: made by a writer that died before it went on there.
                if (cycle < 0 || cycle > current + 1) {
                    throw new QueueUnusableException("a file does not belong here: file=" + file + " segments="
                            + (current + 1) + "; move it elsewhere, see rack verify");
                }
                segments.put(cycle, file);
            }
        }
        return segments;
    }

    static QueueUnusableException damaged(String damage, Path file) {
        return new QueueUnusableException(
                "damaged segment: " + damage + " file=" + file + "; see rack verify and rack repair");
    }
}
