package io.dishrack.engine.log;

import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.region.DiskErrors;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Deletes the oldest segments of a log, after what is needed of them was copied to {@link KeptFile kept files}. Every
 * method assumes the reclaim lock, and that whoever reads the log looks at its first segment again when a file is missing.
 */
public final class LogReclaim {

    private final Path folder;
    private final LogWords words;
    private final Host host;
    private final KeptMessages kept;
    private final LargePayloads large;
    private final BooleanSupplier stopped;

    /** Of the log in {@code folder}; copying is broken off when {@code stopped}. */
    public LogReclaim(Path folder, LogWords words, Host host, BooleanSupplier stopped) {
        this.folder = folder;
        this.words = words;
        this.host = host;
        this.stopped = stopped;
        kept = new KeptMessages(folder, words.salt());
        large = new LargePayloads(folder);
    }

    /**
     * A segment.
     *
     * @param first the number of its first message
     * @param last that of its last; one less when there is none
     * @param bytes of its file and its large payloads
     */
    public record Segment(int cycle, long first, long last, long bytes) {

        public long count() {
            return last - first + 1;
        }
    }

    /** Says what is needed when its segment goes. */
    public interface Need {

        /** Whether a message is needed. {@code reader} may be used to read it. */
        boolean isNeeded(long number, LogReader reader);

        /** Whether a message that is needed and damaged may go all the same. */
        boolean mayBeLost(long number);
    }

    /** All segments from the first one kept to the one written now. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        TreeMap<Long, Long> payloads = payloads();
        int current = words.cycleAcquire();
        for (int cycle = words.lowestAcquire(); cycle <= current; cycle++) {
            long first = words.first(cycle);
            // A run of appends that has just rolled is published at its end.
            long last = cycle < current ? words.first(cycle + 1) - 1 : Math.max(first - 1, words.publishedVolatile());
            long bytes = size(file(cycle));
            for (long payload : payloads.subMap(first, last + 1).values()) {
                bytes += payload;
            }
            segments.add(new Segment(cycle, first, last, bytes));
        }
        return segments;
    }

    /** Bytes of those that are large, by number. */
    private TreeMap<Long, Long> payloads() {
        TreeMap<Long, Long> bytes = new TreeMap<>();
        if (large.exists()) {
            for (Path payload : largeFiles(words.firstKept(), Long.MAX_VALUE)) {
                bytes.put(Long.parseLong(payload.getFileName().toString()), size(payload));
            }
        }
        return bytes;
    }

    private List<Path> largeFiles(long from, long to) {
        try {
            return large.files(from, to);
        } catch (IOException e) {
            throw DiskErrors.unusable("can't read folder", large.folder(), e);
        }
    }

    private Path file(int cycle) {
        return folder.resolve(SegmentLayout.fileName(cycle));
    }

    /**
     * Copies what is needed of a segment. Crash: the segment is there still, and its copies are made anew.
     *
     * @return false when it was broken off, or when a needed message can't be read: then the segment has to stay
     * @throws io.dishrack.QueueUnusableException when the disk is full
     */
    public boolean keep(Segment segment, Need need) {
        KeptWriter writer = null;
        try (LogReader finder = LogReader.guarded(folder, words);
                LogReader frames = LogReader.ofFrames(folder, words)) {
            for (long number = segment.first(); number <= segment.last(); number++) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                if (!need.isNeeded(number, finder)) {
                    continue;
                }
                try {
                    frames.read(number);
                } catch (DamagedMessageException e) {
                    if (need.mayBeLost(number)) {
                        continue;
                    }
                    return false;
                }
                writer = writer == null ? new KeptWriter(kept.file(segment.first()), host.disk()) : writer;
                writer.add(number, frames.frame());
            }
            finish(writer, segment);
            return true;
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    /** Copies of a reclaimer that died may be there, and needed no more. */
    private void finish(KeptWriter writer, Segment segment) {
        if (writer != null) {
            writer.finish();
        } else {
            delete(kept.file(segment.first()));
        }
        host.faults().reached(Fault.RECLAIM_KEPT);
    }

    /** Says how many bytes it had. */
    public static long delete(Path file) {
        long bytes = size(file);
        try {
            Files.deleteIfExists(file);
            return bytes;
        } catch (IOException e) {
            throw DiskErrors.unusable("can't delete", file, e);
        }
    }

    /**
     * Deletes what stands below the log's first segment, as {@code reclaimed} says it: large payloads that were not kept, then segments, so that a
     * reclaimer that finds a segment there goes on where another one died.
     *
     * @return bytes
     */
    public long deleteReclaimed(Reclaimed.Mark mark) {
        List<Path> segments = reclaimedSegments(mark);
        if (segments.isEmpty()) {
            return 0;
        }
        long bytes = deleteLarge(mark);
        host.faults().reached(Fault.RECLAIM_LARGE_DELETED);
        for (Path segment : segments) {
            bytes += delete(segment);
            host.faults().reached(Fault.RECLAIM_SEGMENT_DELETED);
        }
        return bytes;
    }

    private List<Path> reclaimedSegments(Reclaimed.Mark mark) {
        List<Path> found = new ArrayList<>();
        if (mark.cycle() == 0) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SegmentLayout.SUFFIX)) {
            for (Path file : files) {
                int cycle = SegmentLayout.cycle(file.getFileName().toString());
                if (cycle >= 0 && cycle < mark.cycle()) {
                    found.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw DiskErrors.unusable("can't read folder", folder, new IOException(e.getMessage(), e));
        }
        return found;
    }

    private long deleteLarge(Reclaimed.Mark mark) {
        if (!large.exists()) {
            return 0;
        }
        long bytes = 0;
        kept.files();
        for (Path payload : largeFiles(1, mark.first() - 1)) {
            if (!kept.has(Long.parseLong(payload.getFileName().toString()))) {
                bytes += delete(payload);
            }
        }
        return bytes;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // it is gone
        }
    }

    /**
     * Leaves out of the kept files what is needed no more, where that is half of one or more. Crash: a large payload may
     * be missing of a message that is there still and that nobody needs.
     *
     * @return bytes
     */
    public long compact(Need need) {
        long bytes = 0;
        try (LogReader finder = LogReader.guarded(folder, words)) {
            for (KeptFile file : kept.files()) {
                if (stopped.getAsBoolean()) {
                    break;
                }
                bytes += compact(file, need, finder);
            }
        }
        return bytes;
    }

    private long compact(KeptFile file, Need need, LogReader finder) {
        Set<Long> over = new HashSet<>();
        long[] numbers = file.numbers();
        for (long number : numbers) {
            if (!need.isNeeded(number, finder)) {
                over.add(number);
            }
        }
        if (over.isEmpty() || over.size() < numbers.length - over.size()) {
            return 0;
        }
        long bytes = size(file.file());
        for (long number : over) {
            bytes += size(large.folder().resolve(Long.toString(number)));
            large.discard(number);
        }
        try (KeptWriter writer = new KeptWriter(file.file(), host.disk())) {
            for (long number : numbers) {
                byte[] frame = over.contains(number) ? null : file.frame(number);
                if (frame != null) {
                    writer.add(number, frame);
                }
            }
            writer.finish();
        }
        host.faults().reached(Fault.RECLAIM_COMPACTED);
        return bytes - size(file.file());
    }
}
