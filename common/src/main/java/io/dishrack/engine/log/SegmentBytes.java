package io.dishrack.engine.log;

/** The bytes of a segment file, however they are read. Positions are within {@link #size}. */
interface SegmentBytes {

    long size();

    /** Whether some bytes are in the file, as long as it is now. */
    default boolean covers(long position, long length) {
        return position >= 0 && position + length <= size();
    }

    int intAt(long position);

    long longAt(long position);
}
