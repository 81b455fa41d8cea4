package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.nio.file.Path;

/**
 * The end of the segment being written: where the last message stands and where the next one goes. Known to us on our
 * own, so that before each append Chronicle's words can be compared with what they must be, and after it with what
 * they must have become. For the holder of the log's lock.
 */
final class SegmentTail {

    private final Path folder;
    private final LogWords words;
    private final Seal seal;
    private SegmentView view;
    private long first;
    private long last = -1;
    /** Of the last message; 0 when the segment has none. */
    private long lastPosition;

    private long end;

    SegmentTail(Path folder, LogWords words, Seal seal) {
        this.folder = folder;
        this.words = words;
        this.seal = seal;
    }

    SegmentView view() {
        return view;
    }

    /** For an error of a mapping, which may be told before a file is looked at. */
    QueueUnusableException cut(InternalError e) {
        return view != null
                ? view.cut(e)
                : new QueueUnusableException(
                        "file was cut or its disk failed while it was open: folder=" + folder
                                + "; see rack verify and rack repair",
                        e);
    }

    long first() {
        return first;
    }

    /** Where the next message goes. */
    long end() {
        return end;
    }

    /** Of the last message; 0 when the segment has none. */
    long lastPosition() {
        return lastPosition;
    }

    /** Goes behind the published message. Another process may have appended since the last time. */
    void find(long published) {
        int cycle = words.cycleAcquire();
        if (view == null || view.cycle() != cycle) {
            view = new SegmentView(folder, cycle);
            last = -1;
        }
        if (last == published) {
            return;
        }
        first = words.first(cycle);
        if (published < first) {
            lastPosition = 0;
            end = SegmentLayout.FIRST_MESSAGE;
        } else {
            require(view.covers(0, SegmentHeader.LENGTH), "file is too short", 0);
            lastPosition = view.longAcquire(SegmentHeader.WRITE_POSITION);
            require(
                    lastPosition > 0
                            && (lastPosition & 3) == 0
                            && SegmentWalk.isSealed(view, lastPosition, seal, published),
                    "last message is not where it should be: number=",
                    lastPosition);
            end = SegmentWalk.skipArrays(view, SegmentLayout.next(lastPosition, view.intAt(lastPosition)));
        }
        last = published;
    }

    /** Chronicle's words are right, and nothing stands where it is going to write. */
    void requireSane() {
        require(
                view.covers(end, Integer.BYTES) && view.longAcquire(SegmentHeader.WRITE_POSITION) == lastPosition,
                "position of the last message was changed",
                lastPosition);
        require(
                view.longAcquire(SegmentHeader.SEQUENCE) == sequenceWord(lastPosition, last - first),
                "sequence of the last message was changed",
                lastPosition);
        require(view.intAt(end) == 0, "something stands behind the last message", end);
        long sequence = last + 1 - first;
        if (sequence % SegmentLayout.INDEX_SPACING == 0) {
            requireIndex(sequence / SegmentLayout.INDEX_SPACING / SegmentLayout.INDEX_ENTRIES);
        }
    }

    private void requireIndex(long array) {
        long at = view.longAt(SegmentLayout.FIRST_INDEX + array * Long.BYTES);
        require(
                view.longAt(SegmentHeader.INDEX_OF_INDEXES) == SegmentLayout.INDEX_OF_INDEXES
                        && (at == 0
                                || SegmentIndex.entries(view, array) != SegmentIndex.NOT_WRITTEN
                                        && SegmentHeader.isArrayHead(view, at)),
                "index was changed",
                at);
    }

    /** Notes that a message of this length was appended, if it was appended where it belongs. */
    void advance(int length) {
        require(
                view.covers(end, Integer.BYTES)
                        && view.intAt(end) == length
                        && view.longAcquire(SegmentHeader.WRITE_POSITION) == end,
                "message was not appended where it belongs",
                end);
        lastPosition = end;
        last++;
        end = SegmentWalk.skipArrays(view, SegmentLayout.next(end, length));
    }

    /** Forgets what it knows. */
    void reset() {
        view = null;
        last = -1;
    }

    static long sequenceWord(long position, long sequence) {
        return position == 0 ? 0 : position << 32 | sequence;
    }

    /** On the way of every append: no text is made while all is well. */
    private void require(boolean sane, String damage, long at) {
        if (!sane) {
            QueueUnusableException damaged = LogFiles.damaged(damage + ": position=" + at, view.file());
            reset();
            throw damaged;
        }
    }
}
