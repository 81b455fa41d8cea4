package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.PrivateFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a log as its files are, without the control file and without Chronicle, and past what is damaged: for putting a
 * queue in order, for checking it and for saving what can be read. Changes nothing; needs no write permission.
 *
 * <p>While a process appends, it sees at least what was published when the segments were listed. Time and memory are
 * bounded whatever the files hold, see {@link SegmentScan}.
 */
public final class LogScan {

    private final Path folder;
    private final LargePayloads large;

    /** Of a log's folder: {@code items} or {@code results} of a queue. */
    public LogScan(Path folder) {
        this.folder = folder;
        this.large = new LargePayloads(folder, LargePayloads.NO_SLOT);
    }

    /**
     * A segment's file.
     *
     * @param cycle its place in the order of segments, from 0
     * @param bytes the file's length
     * @param firstNumber of its first message, as that says itself; 0 when it is damaged or there is none
     * @param damage what is wrong with the file's beginning, or null; its messages may be whole all the same
     */
    public record Segment(int cycle, Path file, long bytes, long firstNumber, String damage) {}

    /**
     * Where a walk ended.
     *
     * @param last the last number it told of, whole or not; one less than the first when there is none
     * @param position in the file, where the next message would begin
     * @param closed whether the segment says itself that the next one follows
     * @param fact what is odd about the end, or null: a message that was being appended when its writer died
     */
    public record End(long last, long position, boolean closed, String fact) {}

    /**
     * The segments in their order; a gap in the cycles is a missing file.
     *
     * @throws QueueUnusableException when the folder can't be read
     */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return segments;
        }
        try {
            PrivateFile.requireFolder(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SegmentLayout.SUFFIX)) {
                for (Path file : files) {
                    int cycle = SegmentLayout.cycle(file.getFileName().toString());
                    if (cycle >= 0) {
                        segments.add(segment(cycle, file));
                    }
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw unreadable(folder, e);
        }
        segments.sort(Comparator.comparingInt(Segment::cycle));
        return segments;
    }

    private static Segment segment(int cycle, Path file) {
        try {
            FileWindow window = new FileWindow(file);
            String damage = window.size() < SegmentLayout.FIRST_MESSAGE
                    ? "file is too short: bytes=" + window.size()
                    : SegmentHeader.damage(window.bytes(0, SegmentHeader.LENGTH));
            return new Segment(cycle, file, window.size(), SegmentScan.ownFirst(window), damage);
        } catch (IOException e) {
            return new Segment(cycle, file, 0, 0, "can't be read: " + e.getMessage());
        }
    }

    /**
     * Tells of every message of a segment, in order, none left out: of those that are lost too.
     *
     * @param expectedFirst the number of its first message in case that is damaged: one more than the last of the
     *     segment before, 1 for cycle 0
     * @param visitor returns false when it has seen enough
     */
    public End walk(Segment segment, long expectedFirst, Predicate<ScannedMessage> visitor) {
        try {
            return new SegmentScan(new FileWindow(segment.file()), large, visitor).walk(expectedFirst);
        } catch (IOException e) {
            throw unreadable(segment.file(), e);
        }
    }

    /**
     * Tells of every message of all segments. Numbers that should stand in a segment that is missing are not told:
     * the next one goes on with its own.
     *
     * @return the end of the last segment, or null when there is none
     */
    public End walkAll(Predicate<ScannedMessage> visitor) {
        boolean[] stopped = {false};
        Predicate<ScannedMessage> stopping = message -> {
            stopped[0] = !visitor.test(message);
            return !stopped[0];
        };
        End end = null;
        for (Segment segment : segments()) {
            end = walk(segment, end == null ? 1 : end.last() + 1, stopping);
            if (stopped[0]) {
                break;
            }
        }
        return end;
    }

    private static QueueUnusableException unreadable(Path file, Exception e) {
        return new QueueUnusableException(
                "can't read log: file=" + file + " reason=" + e.getClass().getSimpleName() + " " + e.getMessage()
                        + "; check its permissions",
                e);
    }
}
