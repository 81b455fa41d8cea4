package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.region.DiskErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Flushes messages to the device: the segments that hold them, and where files are new the folders that name them. Not
 * thread-safe; needs no lock.
 */
final class LogForce {

    /** A folder's time of change is too coarse to tell what happened within it. */
    private static final long COARSE_MILLIS = 1_000;

    private final Path folder;
    private final LogWords words;
    private final LargePayloads large;
    private final Disk disk;
    /** The last segment whose name is known to be flushed. */
    private int named = -1;

    private int cycle;
    private long largeChanged = -1;

    LogForce(Path folder, LogWords words, LargePayloads large, Disk disk) {
        this.folder = folder;
        this.words = words;
        this.large = large;
        this.disk = disk;
    }

    void force(long from, long to) {
        int first = words.cycleOf(from, cycle);
        int last = words.cycleOf(to, first);
        // Payloads before the messages that refer to them, so that no message survives without.
        forceLarge(from, to);
        for (int each = first; each <= last; each++) {
            forceSegment(each);
        }
        if (last > named) {
            if (named < 0) {
                disk.force(folder.resolve(SegmentLayout.METADATA_FILE));
                disk.forceFolder(folder.toAbsolutePath().getParent());
            }
            disk.forceFolder(folder);
            named = last;
        }
        cycle = last;
    }

    /** One that is reclaimed meanwhile has nothing that is to be kept. */
    private void forceSegment(int each) {
        try {
            disk.force(folder.resolve(SegmentLayout.fileName(each)));
        } catch (QueueUnusableException e) {
            if (each >= words.lowestAcquire()) {
                throw e;
            }
        }
    }

    private void forcePayload(Path file) {
        try {
            disk.force(file);
        } catch (QueueUnusableException e) {
            if (Long.parseLong(file.getFileName().toString()) >= words.firstKept()) {
                throw e;
            }
        }
    }

    /** Contents, and the names when the folder changed since the last time, or may have. */
    private void forceLarge(long from, long to) {
        if (!large.exists()) {
            return;
        }
        try {
            for (Path file : large.files(from, to)) {
                forcePayload(file);
            }
            // Looked at before the flush: what changes meanwhile is flushed the next time.
            long before = System.currentTimeMillis();
            long changed = Files.getLastModifiedTime(large.folder()).toMillis();
            if (changed == largeChanged) {
                return;
            }
            if (largeChanged < 0) {
                disk.forceFolder(folder);
            }
            disk.forceFolder(large.folder());
            largeChanged = before - changed > COARSE_MILLIS ? changed : 0;
        } catch (IOException e) {
            throw DiskErrors.unusable("can't read folder", large.folder(), e);
        }
    }
}
