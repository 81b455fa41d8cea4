package io.dishrack.engine.log;

/** Finds messages in a segment by their headers and the index, checking every step; for readers and writers. */
final class SegmentWalk {

    static final long LOST = -1;

    private SegmentWalk() {}

    /** Bytes of the message whose header stands at a position, or -1 when none can be there. */
    static int messageLength(SegmentView view, long at) {
        if (!view.covers(at, Integer.BYTES)) {
            return -1;
        }
        int header = view.intAt(at);
        int length = SegmentLayout.length(header);
        return SegmentLayout.isMessage(header)
                        && length >= Frame.HEADER
                        && length <= Frame.MAX_LENGTH
                        && view.covers(at + Integer.BYTES, length)
                ? length
                : -1;
    }

    /** Where the next message begins, behind the index arrays that stand at a position. */
    static long skipArrays(SegmentView view, long at) {
        long position = at;
        while (view.covers(position, Integer.BYTES)) {
            int header = view.intAt(position);
            if (!SegmentLayout.isArray(position, header)) {
                break;
            }
            position = SegmentLayout.next(position, header);
        }
        return position;
    }

    /** From the message at a position, {@code count} messages on; {@link #LOST} when one of the headers is damaged. */
    static long forward(SegmentView view, long at, long count) {
        long position = skipArrays(view, at);
        for (long left = count; left > 0; left--) {
            int length = messageLength(view, position);
            if (length < 0) {
                return LOST;
            }
            position = skipArrays(view, SegmentLayout.next(position, length));
        }
        return position;
    }

    /** Where the message with a sequence stands by way of the index, if what that says is right; or {@link #LOST}. */
    static long indexed(SegmentView view, Seal seal, long first, long sequence) {
        long base = sequence - sequence % SegmentLayout.INDEX_SPACING;
        long at = base == 0 ? SegmentLayout.FIRST_MESSAGE : SegmentIndex.position(view, base);
        return at == SegmentIndex.NOT_WRITTEN || !isSealed(view, at, seal, first + base)
                ? LOST
                : forward(view, at, sequence - base);
    }

    /** What a message that is whole says beside its payload. */
    static MessageHead head(SegmentView view, long at) {
        byte[] rest = new byte[messageLength(view, at) - Frame.HEADER];
        view.bytes(at + Integer.BYTES + Frame.HEADER, rest);
        return Frame.head(view.intAt(at + 2 * Integer.BYTES), rest);
    }

    /** Whether the message with this number stands at a position, whole. */
    static boolean isSealed(SegmentView view, long at, Seal seal, long number) {
        int length = messageLength(view, at);
        if (length < 0) {
            return false;
        }
        byte[] rest = new byte[length - Frame.HEADER];
        view.bytes(at + Integer.BYTES + Frame.HEADER, rest);
        seal.sum(rest);
        return seal.checksum(number, view.intAt(at + 2 * Integer.BYTES)) == view.intAt(at + Integer.BYTES);
    }
}
