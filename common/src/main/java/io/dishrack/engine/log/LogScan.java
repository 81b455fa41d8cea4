package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
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
    private Seal seal;

    /** Of a log's folder, {@code items} or {@code results}, of a queue that may not know itself any more. */
    public LogScan(Path folder) {
        this.folder = folder;
        this.large = new LargePayloads(folder);
    }

    /** Of a log's folder of a queue whose identity is known. */
    public LogScan(Path folder, long queueId, boolean items) {
        this(folder);
        this.seal = new Seal(LogWords.salt(queueId, items));
    }

    /**
     * A segment's file.
     *
     * @param cycle its place in the order of segments, from 0
     * @param bytes the file's length
     * @param firstNumber of its first message, as that says itself; 0 when it is damaged or there is none
     * @param salt what its first message says to tie it to its queue and log; 0 when there is none
     * @param damage what is wrong with the file's beginning, or null; its messages may be whole all the same
     */
    public record Segment(int cycle, Path file, long bytes, long firstNumber, long salt, String damage) {

        private static final String FOREIGN = "belongs to another queue or log";

        /** Whether all that is wrong with it is that it is none of this log. */
        public boolean isForeign() {
            return FOREIGN.equals(damage);
        }

        private Segment withDamage(String value) {
            return new Segment(cycle, file, bytes, firstNumber, salt, value);
        }
    }

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
        agreeOnSalt(segments);
        segments.replaceAll(each -> each.damage() == null && each.salt() != 0 && each.salt() != seal.salt()
                ? each.withDamage(Segment.FOREIGN)
                : each);
        return segments;
    }

    /** Where the queue's identity is not known, that of most segments is taken. */
    private void agreeOnSalt(List<Segment> segments) {
        if (seal != null) {
            return;
        }
        Map<Long, Integer> votes = new HashMap<>();
        long most = 0;
        for (Segment segment : segments) {
            if (segment.salt() != 0 && votes.merge(segment.salt(), 1, Integer::sum) > votes.getOrDefault(most, 0)) {
                most = segment.salt();
            }
        }
        seal = new Seal(most);
    }

    private static Segment segment(int cycle, Path file) {
        try {
            FileWindow window = new FileWindow(file);
            String damage = window.size() < SegmentLayout.FIRST_MESSAGE
                    ? "file is too short: bytes=" + window.size()
                    : SegmentHeader.damage(window);
            SegmentScan.First first = SegmentScan.first(window);
            return first == null
                    ? new Segment(cycle, file, window.size(), 0, 0, damage)
                    : new Segment(cycle, file, window.size(), first.number(), first.salt(), damage);
        } catch (IOException | UncheckedIOException e) {
            return new Segment(cycle, file, 0, 0, 0, "can't be read: " + e.getMessage());
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
        if (seal == null) {
            segments();
        }
        try {
            return new SegmentScan(new FileWindow(segment.file()), seal, large, visitor).walk(expectedFirst);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(segment.file(), e);
        }
    }

    /** Shows the messages that outlived their segments, whole or not, with the file that each is in. */
    public void walkKept(BiPredicate<Segment, ScannedMessage> visitor) {
        if (seal == null) {
            segments();
        }
        KeptMessages kept = new KeptMessages(folder, seal.salt());
        for (KeptFile file : kept.files()) {
            Segment segment = new Segment(-1, file.file(), 0, 0, 0, null);
            for (long number : file.numbers()) {
                byte[] frame = file.frame(number);
                ScannedMessage message = frame == null || !kept.isWhole(number, frame)
                        ? ScannedMessage.lost(number, -1, "message is damaged")
                        : ScannedMessage.readable(
                                number,
                                -1,
                                null,
                                new Frame.Content(KeptMessages.meta(frame), KeptMessages.rest(frame)),
                                large);
                if (!visitor.test(segment, message)) {
                    return;
                }
            }
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
