package io.dishrack.engine.log;

/**
 * Whether a segment's file is as Chronicle leaves it, as far as an appender looks: header, last message, index of
 * indexes. What the messages hold is checked by their readers.
 */
final class SegmentCheck {

    private final SegmentBytes file;
    private boolean closed;

    SegmentCheck(SegmentBytes file) {
        this.file = file;
    }

    /** Whether the segment says that the next one follows. Known after {@link #damage}. */
    boolean isClosed() {
        return closed;
    }

    /** What is wrong, or null. */
    String damage() {
        if (file.size() < SegmentLayout.FIRST_MESSAGE + Long.BYTES || file.size() > Integer.MAX_VALUE) {
            return "file has an impossible length: bytes=" + file.size();
        }
        String damage = SegmentHeader.damage(file);
        if (damage == null) {
            damage = endDamage();
        }
        return damage != null ? damage : indexDamage();
    }

    private String endDamage() {
        long last = file.longAt(SegmentHeader.WRITE_POSITION);
        long sequence = file.longAt(SegmentHeader.SEQUENCE);
        long end = SegmentLayout.FIRST_MESSAGE;
        if (last == 0) {
            if (sequence != 0) {
                return "position and sequence of the last message differ: position=0 word=" + sequence;
            }
        } else {
            if (last < SegmentLayout.FIRST_MESSAGE || (last & 3) != 0 || last > file.size() - Long.BYTES) {
                return "position of the last message is wrong: position=" + last;
            }
            int header = file.intAt(last);
            if (!SegmentLayout.isMessage(header) || SegmentLayout.length(header) > Frame.MAX_LENGTH) {
                return "no message at the position of the last one: position=" + last;
            }
            if (sequence >>> 32 != last) {
                return "position and sequence of the last message differ: position=" + last + " word=" + sequence;
            }
            end = SegmentLayout.next(last, header);
        }
        return followDamage(end);
    }

    /** Behind the last message stand index arrays, then nothing or the end mark. */
    private String followDamage(long end) {
        long at = end;
        while (at <= file.size() - Integer.BYTES) {
            int header = file.intAt(at);
            if (header == 0) {
                return null;
            }
            if (header == SegmentLayout.END) {
                closed = true;
                return null;
            }
            if (!SegmentLayout.isArray(at, header)) {
                return "something stands behind the last message: position=" + at;
            }
            at = SegmentLayout.next(at, header);
        }
        return at < file.size() ? null : "file ends behind the last message: bytes=" + file.size();
    }

    private String indexDamage() {
        long due = file.longAt(SegmentHeader.NEXT_INDEX);
        long used = file.longAt(SegmentHeader.INDEXES_USED);
        long next = (file.longAt(SegmentHeader.SEQUENCE) & 0xFFFF_FFFFL) + SegmentLayout.INDEX_SPACING;
        if (due < 0
                || due % SegmentLayout.INDEX_SPACING != 0
                || due > next
                || used < 1
                || used > SegmentLayout.INDEX_ENTRIES) {
            return "index is wrong: due=" + due + " used=" + used;
        }
        for (int array = 0; array < SegmentLayout.INDEX_ENTRIES; array++) {
            long at = file.longAt(SegmentLayout.FIRST_INDEX + (long) array * Long.BYTES);
            if (at != 0 && !isArray(array, at)) {
                return "index is wrong: array=" + array + " position=" + at;
            }
        }
        return null;
    }

    private boolean isArray(int array, long at) {
        return SegmentIndex.entries(file, array) != SegmentIndex.NOT_WRITTEN && SegmentHeader.isArrayHead(file, at);
    }
}
