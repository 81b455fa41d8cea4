package io.dishrack.engine.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands inside a message of a log, version 1; little-endian, length given by the message:
 *
 * <pre>
 *  0          4        5        6           8              (16)            .. key length
 * | checksum | flags  | zero   | key length | first number  | key UTF-8      | payload ...
 * </pre>
 *
 * <p>first number is there when {@link #FIRST} is set: in the first message of a segment, so that the log can be
 * numbered without the control file. checksum is CRC-32C of all that follows the header, mixed with the header's other
 * half and the number, which is not written: a message that stands at another place is found out too. With {@link
 * #LARGE} the payload is in a file of its own under {@code large/}, and here stand its length and checksum.
 */
final class Frame {

    static final int FIRST = 1;
    static final int LARGE = 1 << 1;
    static final int KEEP_RESULT = 1 << 2;
    static final int KEYED = 1 << 3;

    static final int HEADER = 8;
    static final int MAX_KEY = 0xFFFF;
    /** Larger payloads get a file of their own. With the longest key it still fits a quarter of a block. */
    static final int MAX_INLINE = 1 << 16;

    static final int MAX_LENGTH = HEADER + Long.BYTES + MAX_KEY + MAX_INLINE;

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

    /** Ties a checksum of bytes to the number and the header it belongs to. */
    static int seal(CRC32C bytes, long number, int meta) {
        long mixed = (number ^ (long) meta << 32) * 0x9E3779B97F4A7C15L;
        return (int) bytes.getValue() ^ (int) (mixed >>> 32);
    }

    /** Writes a frame at the start of {@code scratch} and returns its length. */
    static int write(ByteBuffer scratch, CRC32C crc, long number, int flags, byte[] key, byte[] body) {
        int meta = meta(flags, key.length);
        scratch.clear().position(HEADER);
        if ((flags & FIRST) != 0) {
            scratch.putLong(number);
        }
        scratch.put(key).put(body);
        int length = scratch.position();
        scratch.limit(length).position(HEADER);
        crc.reset();
        crc.update(scratch);
        scratch.putInt(0, seal(crc, number, meta)).putInt(Integer.BYTES, meta);
        return length;
    }

    /** A frame's second word, and what follows it. */
    record Content(int meta, byte[] rest) {}

    /** Whether a message can be a frame, by its length and its second word; the checksum is still to be looked at. */
    static boolean isPlausible(int length, int meta) {
        int flags = flags(meta);
        int head = HEADER + ((flags & FIRST) == 0 ? 0 : Long.BYTES) + keyLength(meta);
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
