package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.Reclaimed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What writers would refuse in a log's files, and putting it in order where that can be done from the messages: headers,
 * indexes, Chronicle's words and table. Messages are never touched. Crash: may be repeated.
 */
public final class LogMend {

    private final Path folder;
    private final LogScan scan;
    private final long salt;
    private final MetadataFile metadata;

    /** Of a log's folder, {@code items} or {@code results}. */
    public LogMend(Path folder, long queueId, boolean items) {
        this.folder = folder;
        this.scan = new LogScan(folder, queueId, items);
        this.salt = LogWords.salt(queueId, items);
        this.metadata = new MetadataFile(folder);
    }

    /** Something that keeps writers from appending; readers don't mind. */
    public record Problem(Path file, String fact) {}

    /** Looks at everything that writers look at, and changes nothing. */
    public List<Problem> problems(Reclaimed.Mark mark) {
        List<Problem> problems = new ArrayList<>();
        List<LogScan.Segment> segments = scan.segments();
        String fact = metadata.exists() ? metadata.damage() : null;
        if (fact != null) {
            problems.add(new Problem(metadata.file(), fact));
        }
        for (LogScan.Segment segment : segments) {
            String damage = segment.cycle() < mark.cycle() ? null : damage(segment);
            if (damage != null) {
                problems.add(new Problem(segment.file(), damage));
            }
        }
        return problems;
    }

    private String damage(LogScan.Segment segment) {
        try {
            FileWindow file = new FileWindow(segment.file());
            String damage = new SegmentCheck(file).damage();
            return damage == null && segment.firstNumber() != 0 && segment.salt() == salt
                    ? sequenceDamage(file, segment.firstNumber())
                    : damage;
        } catch (IOException | UncheckedIOException e) {
            return "can't be read: " + e.getMessage();
        }
    }

    /** The number that Chronicle's words give to the last message must be the one that it is sealed with. */
    private String sequenceDamage(FileWindow file, long first) {
        long last = file.longAt(SegmentHeader.WRITE_POSITION);
        long sequence = file.longAt(SegmentHeader.SEQUENCE) & 0xFFFF_FFFFL;
        return last == 0 || SegmentScan.isMessage(file, new Seal(salt), last, first + sequence)
                ? null
                : "last message and its sequence differ: position=" + last + " sequence=" + sequence;
    }

    /**
     * Puts what can be in order: after it every segment that can be read can also be gone on from, and what stands
     * behind the last whole message of the log is removed. Assumes that nobody has the queue open.
     *
     * @param mark where the log begins; what stands there below is left alone
     * @return what was done
     * @throws QueueUnusableException when a file can't be read or written
     */
    public List<Problem> mend(Reclaimed.Mark mark) {
        List<Problem> done = new ArrayList<>();
        if (metadata.exists() && metadata.damage() != null) {
            done.add(new Problem(metadata.file(), "made anew: " + metadata.damage()));
            metadata.replace();
        }
        long expected = mark.first();
        List<LogScan.Segment> segments = scan.segments().stream()
                .filter(segment -> segment.cycle() >= mark.cycle())
                .toList();
        for (int i = 0; i < segments.size(); i++) {
            LogScan.Segment segment = segments.get(i);
            String damage = damage(segment);
            boolean last = i == segments.size() - 1;
            long first = segment.firstNumber() == 0 ? expected : segment.firstNumber();
            expected = last || segments.get(i + 1).firstNumber() == 0
                    ? 0
                    : segments.get(i + 1).firstNumber();
            if (damage != null || last || expected == 0) {
                SegmentMend mend = new SegmentMend(segment.file());
                expected = scan.walk(segment, first, mend::see).last() + 1;
                if (mend.write(damage != null)) {
                    String what = damage == null
                            ? "what stood behind the last whole message was removed"
                            : "header and index made anew: " + damage;
                    done.add(new Problem(segment.file(), what));
                }
            }
        }
        return done;
    }
}
