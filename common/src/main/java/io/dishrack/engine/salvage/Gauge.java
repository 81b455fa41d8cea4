package io.dishrack.engine.salvage;

import io.dishrack.QueueSalvage;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.log.LogScan;
import java.io.IOException;
import java.nio.file.Files;

/** How far logs were read, in bytes: tells a meter every now and then. */
final class Gauge {

    private static final int TELL_EVERY = 64;
    private static final long TELL_BYTES = 1 << 18;

    private QueueSalvage.Meter meter = QueueSalvage.Meter.NONE;
    private long total;
    /** Bytes of the files before the one that is read. */
    private long before;

    private long size;
    private long told;
    private int untold;

    /** Begins to measure the reading of these logs. */
    void start(QueueSalvage.Meter value, LogScan... logs) {
        meter = value;
        total = 0;
        for (LogScan log : logs) {
            total += bytes(log);
        }
    }

    private static long bytes(LogScan log) {
        long bytes = 0;
        try {
            for (LogScan.Segment segment : log.segments()) {
                bytes += bytes(segment);
            }
        } catch (QueueUnusableException e) {
            return bytes; // who reads it tells
        }
        return bytes;
    }

    private static long bytes(LogScan.Segment segment) {
        try {
            return Files.size(segment.file());
        } catch (IOException e) {
            return 0; // who reads it tells
        }
    }

    /** Another file is read from its start. */
    void begin(LogScan.Segment segment) {
        before += size;
        size = bytes(segment);
        told = 0;
        untold = 0;
    }

    /** The file is read up to there. */
    void at(long position) {
        if (++untold >= TELL_EVERY || position - told >= TELL_BYTES) {
            untold = 0;
            told = position;
            meter.read(Math.min(total, before + position), total);
        }
    }
}
