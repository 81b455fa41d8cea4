package io.dishrack.engine.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What stands inside a message of a log, version 3; little-endian, length given by the message:
 *
 * <pre>
 *  0          4       6           8              16     24            (8)          (8)                      (24)
 * | checksum | flags | key length | first number | salt | not before | previous | source | sequence | check | key UTF-8
 * | payload
 * </pre>
 *
 * <p>What stands between header and key is there when its flag is set: {@link #FIRST} for first number and salt, in the
 * first message of a segment, so that the log can be numbered and checked without the control file; {@link #TIMED},
 * {@link #CHAINED} and {@link #SOURCED} for what {@link MessageHead} tells. Two bits of the flags are the priority.
 *
 * <p>checksum is CRC-32C of all that follows the header, mixed with the header's other half, the number and the log's
 * salt, which are not written: a message that stands at another place, or comes from another log, is found out too. With
 * {@link #LARGE} the payload is in a file of its own under {@code large/}, and here stand its length and checksum.
 */
final class Frame {

    static final int FIRST = 1;
    static final int LARGE = 1 << 1;
    static final int KEEP_RESULT = 1 << 2;
    static final int KEYED = 1 << 3;
    static final int TIMED = 1 << 4;
    static final int CHAINED = 1 << 5;
    static final int SOURCED = 1 << 6;

    private static final int PRIORITY_SHIFT = 7;
    private static final int PRIORITY_MASK = 3;
    private static final int ALL_FLAGS = (1 << PRIORITY_SHIFT + 2) - 1;
    private static final int FLAGS_MASK = 0xFFFF;

    /** A message with one of these has something between header and payload, or is not all here. */
    static final int PARTS = FIRST | LARGE | KEYED | TIMED | CHAINED | SOURCED;

    static final int HEADER = 8;
    /** Of the first number and the salt. */
    private static final int FIRST_PART = 2 * Long.BYTES;

    private static final int SOURCED_PART = 3 * Long.BYTES;

    /** Larger payloads get a file of their own. With the longest key it still fits a quarter of a block. */
    static final int MAX_INLINE = 1 << 16;

    static final int MAX_LENGTH =
            HEADER + FIRST_PART + 2 * Long.BYTES + SOURCED_PART + MessageHead.MAX_KEY + MAX_INLINE;

    private static final int KEY_SHIFT = 16;

    private Frame() {}

    static int flags(int meta) {
        return meta & FLAGS_MASK;
    }

    static int keyLength(int meta) {
        return meta >>> KEY_SHIFT;
    }

    static int priority(int meta) {
        return meta >>> PRIORITY_SHIFT & PRIORITY_MASK;
    }

    /** Whether first number and salt follow the header. */
    static boolean isFirst(int meta) {
        return (meta & FIRST) != 0;
    }

    /** Bytes between the header and the key. */
    static int keyAt(int meta) {
        return sourceAt(meta) + ((meta & SOURCED) == 0 ? 0 : SOURCED_PART);
    }

    private static int timeAt(int meta) {
        return isFirst(meta) ? FIRST_PART : 0;
    }

    private static int previousAt(int meta) {
        return timeAt(meta) + ((meta & TIMED) == 0 ? 0 : Long.BYTES);
    }

    private static int sourceAt(int meta) {
        return previousAt(meta) + ((meta & CHAINED) == 0 ? 0 : Long.BYTES);
    }

    /** What a plausible frame says beside its payload; {@code rest} is what follows the header. */
    static MessageHead head(int meta, byte[] rest) {
        ByteBuffer in = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        int keyAt = keyAt(meta);
        return new MessageHead(
                Arrays.copyOfRange(rest, keyAt, keyAt + keyLength(meta)),
                (meta & KEEP_RESULT) != 0,
                priority(meta),
                (meta & TIMED) == 0 ? 0 : in.getLong(timeAt(meta)),
                (meta & CHAINED) == 0 ? 0 : in.getLong(previousAt(meta)),
                (meta & SOURCED) == 0 ? null : origin(in, sourceAt(meta)));
    }

    private static MessageHead.Origin origin(ByteBuffer in, int at) {
        return new MessageHead.Origin(in.getLong(at), in.getLong(at + Long.BYTES), in.getLong(at + 2 * Long.BYTES));
    }

    /** Writes a frame at the start of {@code scratch} and returns its length. {@code flags}: FIRST and LARGE. */
    static int write(ByteBuffer scratch, Seal seal, long number, int flags, Message message) {
        MessageHead head = message.head();
        int meta = meta(head, flags);
        scratch.clear().position(HEADER);
        if (isFirst(meta)) {
            scratch.putLong(number).putLong(seal.salt());
        }
        if (head.notBefore() != 0) {
            scratch.putLong(head.notBefore());
        }
        if (head.previous() != 0) {
            scratch.putLong(head.previous());
        }
        if (head.origin() != null) {
            MessageHead.Origin origin = head.origin();
            scratch.putLong(origin.source()).putLong(origin.sequence()).putLong(origin.check());
        }
        scratch.put(head.key()).put(message.body());
        int length = scratch.position();
        seal.sum(scratch.limit(length).position(HEADER));
        scratch.putInt(0, seal.checksum(number, meta)).putInt(Integer.BYTES, meta);
        return length;
    }

    private static int meta(MessageHead head, int flags) {
        return flags
                | (head.keepResult() ? KEEP_RESULT : 0)
                | (head.key().length > 0 ? KEYED : 0)
                | (head.notBefore() != 0 ? TIMED : 0)
                | (head.previous() != 0 ? CHAINED : 0)
                | (head.origin() != null ? SOURCED : 0)
                | head.priority() << PRIORITY_SHIFT
                | head.key().length << KEY_SHIFT;
    }

    /** What a frame is made of. */
    record Message(MessageHead head, byte[] body) {}

    /** A frame's second word, and what follows it. */
    record Content(int meta, byte[] rest) {}

    /** Whether a message can be a frame, by its length and its second word; the checksum is still to be looked at. */
    static boolean isPlausible(int length, int meta) {
        int flags = flags(meta);
        return length >= HEADER + keyAt(meta) + keyLength(meta)
                && length <= MAX_LENGTH
                && (flags & ~ALL_FLAGS) == 0
                && (flags & KEYED) != 0 == keyLength(meta) > 0;
    }

    static DamagedMessageException damaged(String fact, long number, Object where) {
        return new DamagedMessageException("damaged message: " + fact + " number=" + number + " folder=" + where
                + "; see rack list for what is whole");
    }
}
