package io.dishrack.engine.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Ties a message's bytes to its number and its log, by a checksum. For one thread.
 *
 * <p>The bytes are never in a mapped file: should the file be cut meanwhile, the machine code that sums them
 * up would take the JVM down.
 */
final class Seal {

    private final long salt;
    private final CRC32C crc = new CRC32C();

    Seal(long salt) {
        this.salt = salt;
    }

    /** What differs between queues, and between the logs of one. */
    long salt() {
        return salt;
    }

    /** Takes the bytes behind a frame's header. */
    void sum(ByteBuffer bytes) {
        crc.reset();
        crc.update(bytes);
    }

    /** Takes the bytes behind a frame's header. */
    void sum(byte[] bytes) {
        crc.reset();
        crc.update(bytes, 0, bytes.length);
    }

    /** The checksum of the bytes taken last, under a number and a frame's second word. */
    int checksum(long number, int meta) {
        long mixed = (number ^ salt ^ (long) meta << 32) * 0x9E3779B97F4A7C15L;
        return (int) crc.getValue() ^ (int) (mixed >>> 32);
    }
}
