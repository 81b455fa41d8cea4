package io.dishrack.engine.log;

import java.nio.ByteBuffer;

/**
 * What stands inside a message of a log, version 2; little-endian, length given by the message:
 *
 * <pre>
 *  0          4        5        6           8              16      (24)            .. key length
 * | checksum | flags  | zero   | key length | first number | salt  | key UTF-8      | payload ...
 * </pre>
 *
 * <p>first number and salt are there when {@link #FIRST} is set: in the first message of a segment, so that the log can
 * be numbered and checked without the control file. checksum is CRC-32C of all that follows the header, mixed with the
 * header's other half, the number and the log's salt, which are not written: a message that stands at another place,
 * or comes from another log, is found out too. With {@link #LARGE} the payload is in a file of its own under {@code
 * large/}, and here stand its length and checksum.
 */
final class Frame {

    static final int FIRST = 1;
    static final int LARGE = 1 << 1;
    static final int KEEP_RESULT = 1 << 2;
    static final int KEYED = 1 << 3;

    static final int HEADER = 8;
    /** Of the first number and the salt. */
    static final int FIRST_PART = 2 * Long.BYTES;

    static final int MAX_KEY = 0xFFFF;
    /** Larger payloads get a file of their own. With the longest key it still fits a quarter of a block. */
    static final int MAX_INLINE = 1 << 16;

    static final int MAX_LENGTH = HEADER + FIRST_PART + MAX_KEY + MAX_INLINE;

    private static final int KEY_SHIFT = 16;

    private Frame() {}

    static int meta(int flags, int keyLength) {
        return flags | keyLength << KEY_SHIFT;
    }

    static int flags(int meta) {
        return meta & 0xFF;
    }

    static int keyLength(int meta) {
        return meta >>> KEY_SHIFT;
    }

    /** Bytes between the header and the key. */
    static int firstPart(int meta) {
        return (meta & FIRST) == 0 ? 0 : FIRST_PART;
    }

    /** Writes a frame at the start of {@code scratch} and returns its length. {@code flags} has no KEYED yet. */
    static int write(ByteBuffer scratch, Seal seal, long number, int flags, Message message) {
        int meta = meta(flags | (message.key().length > 0 ? KEYED : 0), message.key().length);
        scratch.clear().position(HEADER);
        if ((flags & FIRST) != 0) {
            scratch.putLong(number).putLong(seal.salt());
        }
        scratch.put(message.key()).put(message.body());
        int length = scratch.position();
        seal.sum(scratch.limit(length).position(HEADER));
        scratch.putInt(0, seal.checksum(number, meta)).putInt(Integer.BYTES, meta);
        return length;
    }

    /** What a frame is made of; an empty key is none. */
    record Message(byte[] key, byte[] body) {}

    /** A frame's second word, and what follows it. */
    record Content(int meta, byte[] rest) {}

    /** Whether a message can be a frame, by its length and its second word; the checksum is still to be looked at. */
    static boolean isPlausible(int length, int meta) {
        int flags = flags(meta);
        int head = HEADER + firstPart(meta) + keyLength(meta);
        return length >= head
                && length <= MAX_LENGTH
                && (meta & 0xFFFF) <= (FIRST | LARGE | KEEP_RESULT | KEYED)
                && (flags & KEYED) != 0 == keyLength(meta) > 0;
    }

    static DamagedMessageException damaged(String fact, long number, Object where) {
        return new DamagedMessageException("damaged message: " + fact + " number=" + number + " folder=" + where
                + "; see rack list for what is whole");
    }
}
