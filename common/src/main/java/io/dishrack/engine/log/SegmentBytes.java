package io.dishrack.engine.log;

/** The bytes of a segment file, however they are read. Positions are within {@link #size}. */
interface SegmentBytes {

    long size();

    int intAt(long position);

    long longAt(long position);
}
