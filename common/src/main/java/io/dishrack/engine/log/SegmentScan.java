package io.dishrack.engine.log;

import java.nio.ByteBuffer;
import java.util.function.Predicate;

/**
 * Walks over the messages of one segment file, from document to document, and past what is damaged.
 *
 * <p>A message counts when its checksum, which seals its number, is right for the number it must have by its place.
 * Where that fails, the next place is looked for where a sealed message with a later number stands: behind the damaged
 * message, if its length is right; else by trying every place up to the next one that the index names. Time: in
 * proportion to the file's size whatever stands in it, as every byte is looked at once by the walk, once by the search,
 * and what the search must sum up is limited. Memory: a window and one message.
 */
final class SegmentScan {

    /** Bytes that searches may sum up, in file sizes; beyond that only the index helps. */
    private static final int BUDGET_SIZES = 8;

    private static final int SMALLEST = Integer.BYTES + Frame.HEADER;
    private static final int MOST_LOST = 1 << 20;

    private final FileWindow file;
    private final LargePayloads large;
    private final Predicate<ScannedMessage> visitor;
    private final Seal seal;
    private final long size;
    private long budget;
    private long first;
    private long position;
    private long number;
    /** Found by {@link #search}. */
    private long foundNumber;

    private String endFact;
    /** For the index, which stands elsewhere. */
    private FileWindow index;

    SegmentScan(FileWindow file, Seal seal, LargePayloads large, Predicate<ScannedMessage> visitor) {
        this.file = file;
        this.large = large;
        this.visitor = visitor;
        this.seal = seal;
        this.size = file.size();
        this.budget = BUDGET_SIZES * size;
    }

    /** What a segment's first message says of itself; null when it is damaged or missing. */
    record First(long number, long salt) {}

    static First first(FileWindow file) {
        if (!new SegmentScan(file, null, null, null).isFrameAt(SegmentLayout.FIRST_MESSAGE)) {
            return null;
        }
        int length = SegmentLayout.length(file.intAt(SegmentLayout.FIRST_MESSAGE));
        long at = SegmentLayout.FIRST_MESSAGE + Integer.BYTES + Integer.BYTES;
        if (!Frame.isFirst(file.intAt(at))) {
            return null;
        }
        First first = new First(file.longAt(at + Integer.BYTES), file.longAt(at + Integer.BYTES + Long.BYTES));
        SegmentScan scan = new SegmentScan(file, new Seal(first.salt()), null, null);
        return first.number() > 0 && scan.isSealed(SegmentLayout.FIRST_MESSAGE, length, first.number()) ? first : null;
    }

    /** Whether the message with this number stands at a position, whole. */
    static boolean isMessage(FileWindow file, Seal seal, long at, long number) {
        return new SegmentScan(file, seal, null, null).isSealed(at, number);
    }

    /**
     * Walks until the end or until the visitor has seen enough.
     *
     * @param expectedFirst the number of the first message if it does not say so itself
     */
    LogScan.End walk(long expectedFirst) {
        First own = first(file);
        first = own != null && own.salt() == seal.salt() ? own.number() : expectedFirst;
        number = first;
        position = SegmentLayout.FIRST_ARRAY;
        for (; ; ) {
            int header = file.intAt(position);
            if (SegmentLayout.isArray(position, header) && fits(position, header)) {
                position = SegmentLayout.next(position, header);
            } else if (isSealed(position, number)) {
                if (!visitor.test(readable(number, position, header, null))) {
                    return new LogScan.End(number, position, false, null);
                }
                number++;
                position = SegmentLayout.next(position, header);
            } else if (!passDamage(header)) {
                return new LogScan.End(number - 1, position, header == SegmentLayout.END, endFact);
            }
        }
    }

    /** Goes on behind what is damaged; false at the end, or when the visitor has seen enough. */
    private boolean passDamage(int header) {
        if (SegmentLayout.isMessage(header) && fits(position, header)) {
            long next = SegmentLayout.next(position, header);
            if (isSealed(next, number + 1)) {
                return lose(number + 1, next);
            }
        }
        long found = search();
        file.refresh();
        if (file.intAt(position) != header) {
            // A living writer went on meanwhile; nothing was damaged.
            return true;
        }
        if (found != 0) {
            return lose(foundNumber, found);
        }
        endFact = budget <= 0 ? "too much is damaged to look any further" : null;
        if (SegmentLayout.isMessage(header)) {
            // Nothing whole follows: the last message, cut or changed.
            visitor.test(ScannedMessage.lost(number, position, fact(header)));
            number++;
        } else if (header != 0 && header != SegmentLayout.END && endFact == null) {
            endFact = fact(header);
        }
        return false;
    }

    private String fact(int header) {
        if (!SegmentLayout.isMessage(header)) {
            return "header is 0x" + Integer.toHexString(header);
        }
        if (!fits(position, header)
                || SegmentLayout.length(header) < Frame.HEADER
                || SegmentLayout.length(header) > Frame.MAX_LENGTH) {
            return "length is " + SegmentLayout.length(header);
        }
        return "checksum differs";
    }

    /** Tells of every message up to the one found. The last of them may be whole but for its header. */
    private boolean lose(long nextNumber, long next) {
        String fact = fact(file.intAt(position));
        long at = position;
        for (; number < nextNumber; number++) {
            ScannedMessage message = number + 1 == nextNumber ? unheaded(at, next, fact) : null;
            if (!visitor.test(message != null ? message : ScannedMessage.lost(number, at, fact))) {
                return false;
            }
            at = -1;
            fact = "no message where it should stand";
        }
        position = next;
        return true;
    }

    /** A message whose header is damaged, between two positions; null when it is not whole. */
    private ScannedMessage unheaded(long at, long next, String fact) {
        for (int length = (int) Math.min(next - at - Integer.BYTES, Frame.MAX_LENGTH), tries = 0;
                at >= 0 && tries < Integer.BYTES && length >= Frame.HEADER;
                length--, tries++) {
            if (isSealed(at, length, number)) {
                return readable(number, at, length, fact);
            }
        }
        return null;
    }

    /** The first position behind the current one that has a sealed message with this or a later number; or 0. */
    private long search() {
        long anchorNumber = nextIndexed(number);
        long anchor = 0;
        while (anchor == 0 && anchorNumber < number + MOST_LOST && budget > 0) {
            anchor = anchor(anchorNumber);
            anchorNumber += anchor == 0 ? SegmentLayout.INDEX_SPACING : 0;
        }
        long limit = anchor == 0 ? size : anchor;
        long highest = anchor == 0 ? number + MOST_LOST : anchorNumber;
        // Where the first message is lost the numbers are only guessed.
        boolean guessed = number == first;
        for (long at = position + Integer.BYTES; at + SMALLEST <= limit && budget > 0; at += Integer.BYTES) {
            if (isFrameAt(at)) {
                long most = guessed ? highest : Math.min(highest, number + (at - position) / SMALLEST + 1);
                foundNumber = numberOf(at, number, most);
                if (foundNumber != 0) {
                    return at;
                }
            }
        }
        foundNumber = highest;
        return anchor;
    }

    /** Where the index says that a message stands, if it does; or 0. */
    private long anchor(long itsNumber) {
        budget -= Long.BYTES;
        if (index == null) {
            index = file.another();
        }
        long candidate = SegmentIndex.position(index, itsNumber - first);
        return candidate > position && isSealed(candidate, itsNumber) ? candidate : 0;
    }

    private long nextIndexed(long after) {
        long sequence = Math.max(0, after - first);
        return first + (sequence / SegmentLayout.INDEX_SPACING + 1) * SegmentLayout.INDEX_SPACING;
    }

    /** The number, of those from {@code low} to {@code high}, with which a frame is sealed; or 0. */
    private long numberOf(long at, long low, long high) {
        long own = ownNumber(at);
        if (own != 0) {
            return own >= low && own <= high ? own : 0;
        }
        ByteBuffer frame = frame(at, SegmentLayout.length(file.intAt(at)));
        int checksum = frame.getInt();
        int meta = frame.getInt();
        sum(frame);
        budget -= (high - low) * Long.BYTES;
        for (long candidate = low; candidate <= high; candidate++) {
            if (seal.checksum(candidate, meta) == checksum) {
                return candidate;
            }
        }
        return 0;
    }

    /** The number that a first frame says itself, if it is sealed with it; or 0. */
    private long ownNumber(long at) {
        int length = SegmentLayout.length(file.intAt(at));
        ByteBuffer frame = frame(at, length);
        if (!Frame.isFirst(frame.getInt(frame.position() + Integer.BYTES))) {
            return 0;
        }
        long own = frame.getLong(frame.position() + Frame.HEADER);
        return own > 0 && isSealed(at, length, own) ? own : 0;
    }

    private ScannedMessage readable(long itsNumber, long at, int header, String damage) {
        ByteBuffer frame = frame(at, SegmentLayout.length(header));
        int meta = frame.getInt(frame.position() + Integer.BYTES);
        byte[] rest = new byte[frame.remaining() - Frame.HEADER];
        frame.get(frame.position() + Frame.HEADER, rest);
        return ScannedMessage.readable(itsNumber, at, damage, new Frame.Content(meta, rest), large);
    }

    private boolean isSealed(long at, long itsNumber) {
        return isFrameAt(at) && isSealed(at, SegmentLayout.length(file.intAt(at)), itsNumber);
    }

    private boolean isSealed(long at, int length, long itsNumber) {
        ByteBuffer frame = frame(at, length);
        int checksum = frame.getInt();
        int meta = frame.getInt();
        if (!Frame.isPlausible(length, meta)) {
            return false;
        }
        sum(frame);
        return seal.checksum(itsNumber, meta) == checksum;
    }

    /** Whether a message that can be a frame stands at a position: what can be told without summing it up. */
    private boolean isFrameAt(long at) {
        if (at < 0 || (at & 3) != 0 || at + SMALLEST > size) {
            return false;
        }
        int header = file.intAt(at);
        int length = SegmentLayout.length(header);
        return SegmentLayout.isMessage(header)
                && length >= Frame.HEADER
                && length <= Frame.MAX_LENGTH
                && fits(at, header)
                && Frame.isPlausible(length, file.intAt(at + Integer.BYTES + Integer.BYTES));
    }

    private boolean fits(long at, int header) {
        return at + Integer.BYTES + SegmentLayout.length(header) <= size;
    }

    private ByteBuffer frame(long at, int length) {
        return file.bytes(at + Integer.BYTES, length);
    }

    private void sum(ByteBuffer frame) {
        budget -= frame.remaining();
        seal.sum(frame);
    }
}
