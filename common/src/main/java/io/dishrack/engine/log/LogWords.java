package io.dishrack.engine.log;

import static io.dishrack.engine.control.ControlDescriptor.CYCLES;
import static io.dishrack.engine.control.ControlDescriptor.LOG_CYCLE;
import static io.dishrack.engine.control.ControlDescriptor.LOG_CYCLE_BYTES;
import static io.dishrack.engine.control.ControlDescriptor.LOG_FLUSHED;
import static io.dishrack.engine.control.ControlDescriptor.LOG_LOWEST;
import static io.dishrack.engine.control.ControlDescriptor.LOG_RESERVED;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.region.Region;

/**
 * The words of one log in the control file: how far it is published, which segment (Chronicle: cycle) is written now,
 * with which number each segment begins, and which is the first that was not reclaimed. Written by the holder of the
 * log's lock only, but for the last of these.
 */
public final class LogWords {

    private final Region control;
    private final int publishedOffset;
    private final int logOffset;
    private final int cyclesOffset;

    private LogWords(Region control, int publishedOffset, int logOffset, int cyclesOffset) {
        this.control = control;
        this.publishedOffset = publishedOffset;
        this.logOffset = logOffset;
        this.cyclesOffset = cyclesOffset;
    }

    public static LogWords items(Region control) {
        return new LogWords(
                control,
                ControlDescriptor.PUBLISHED_OFFSET,
                ControlDescriptor.LOG_OFFSET,
                ControlDescriptor.ITEM_CYCLES_OFFSET);
    }

    public static LogWords results(Region control) {
        return new LogWords(
                control,
                ControlDescriptor.RESULTS_PUBLISHED_OFFSET,
                ControlDescriptor.RESULTS_LOG_OFFSET,
                ControlDescriptor.RESULT_CYCLES_OFFSET);
    }

    /** Where the log's lock word is. */
    public int lockOffset() {
        return logOffset + ControlDescriptor.LOG_LOCK;
    }

    /** Where those wait who wait for it. */
    public int lockSignalOffset() {
        return logOffset + ControlDescriptor.LOG_LOCK_SIGNAL;
    }

    /** Where the lock word is of whoever flushes the log. */
    public int flushLockOffset() {
        return logOffset + ControlDescriptor.LOG_FLUSH_LOCK;
    }

    /** Where those wait whose messages go along with that flush. */
    public int flushSignalOffset() {
        return logOffset + ControlDescriptor.LOG_FLUSH_SIGNAL;
    }

    /** The last number that readers may read. */
    public long publishedVolatile() {
        return control.sealedVolatile(publishedOffset);
    }

    void publishedVolatile(long number) {
        control.sealedVolatile(publishedOffset, number);
    }

    /** The segment that is written now. */
    public int cycleAcquire() {
        return (int) control.sealedAcquire(logOffset + LOG_CYCLE);
    }

    long cycleBytes() {
        return control.sealedPlain(logOffset + LOG_CYCLE_BYTES);
    }

    void addCycleBytes(long bytes) {
        control.sealedPlain(logOffset + LOG_CYCLE_BYTES, cycleBytes() + bytes);
    }

    /** What ties the log's messages to this queue and this log. */
    long salt() {
        return salt(
                control.longPlain(ControlDescriptor.QUEUE_ID_OFFSET),
                publishedOffset == ControlDescriptor.PUBLISHED_OFFSET);
    }

    /** The salt of a queue's item log or result log. */
    static long salt(long queueId, boolean items) {
        return items ? queueId : ~queueId;
    }

    /** A segment this long is followed by the next. */
    long segmentBytes() {
        return control.longPlain(ControlDescriptor.SEGMENT_BYTES_OFFSET);
    }

    /**
     * Up to which position the current segment's file has its blocks from the file system, so that a store there can't
     * meet a full disk; a hint, at most too low: written after the blocks are there.
     */
    long reserved() {
        return control.sealedPlain(logOffset + LOG_RESERVED);
    }

    void reserved(long position) {
        control.sealedPlain(logOffset + LOG_RESERVED, position);
    }

    /** Every number up to here is on the device. Raised after the flush. */
    public long flushedVolatile() {
        return control.sealedVolatile(logOffset + LOG_FLUSHED);
    }

    public void flushedVolatile(long number) {
        control.sealedVolatile(logOffset + LOG_FLUSHED, number);
    }

    /** The first number of a segment. */
    public long first(int cycle) {
        return cycle == 0 ? 1 : control.sealedAcquire(cyclesOffset + cycle % CYCLES * Long.BYTES);
    }

    /**
     * Goes on in the next segment. Crash: before the last store the old segment is still the current one, and is rolled
     * again a little later than it might have been; its successor's first number is then written anew.
     */
    void roll(long firstNumber) {
        int next = cycleAcquire() + 1;
        if (next - lowestAcquire() >= CYCLES) {
            throw tooMany();
        }
        control.sealedPlain(cyclesOffset + next % CYCLES * Long.BYTES, firstNumber);
        control.sealedPlain(logOffset + LOG_CYCLE_BYTES, 0);
        reserved(0);
        control.sealedRelease(logOffset + LOG_CYCLE, next);
    }

    /** Fills the words of a new control file with what was found in the log's files. */
    public void restore(LogRestore found) {
        long[] firsts = found.firsts();
        if (firsts.length > CYCLES) {
            throw tooMany();
        }
        for (int i = 0; i < firsts.length; i++) {
            control.sealedPlain(cyclesOffset + (found.lowest() + i) % CYCLES * Long.BYTES, firsts[i]);
        }
        control.sealedPlain(logOffset + LOG_CYCLE, found.lowest() + Math.max(firsts.length - 1, 0));
        control.sealedPlain(logOffset + LOG_LOWEST, found.lowest());
        publishedVolatile(found.published());
    }

    /** The first segment that was not reclaimed. */
    public int lowestAcquire() {
        return (int) control.sealedAcquire(logOffset + LOG_LOWEST);
    }

    /** The first number that stands in a segment still, or will; messages below were reclaimed or moved out. */
    public long firstKept() {
        return first(lowestAcquire());
    }

    /**
     * Lets the log begin with a later segment. Assumes the reclaim lock, that messages which are needed were copied, and
     * that {@code reclaimed} says so. Readers that come to an earlier one look at this word again.
     */
    public void raiseLowest(int cycle) {
        control.sealedVolatile(logOffset + LOG_LOWEST, cycle);
    }

    private QueueUnusableException tooMany() {
        return new QueueUnusableException("too many segments are kept: limit=" + CYCLES + " file=" + control.file()
                + "; let dryers work off what is there, or begin a new queue with larger segments");
    }

    /** The segment that holds a published number, searched from a guess. */
    public int cycleOf(long number, int guess) {
        int last = cycleAcquire();
        int lowest = lowestAcquire();
        int cycle = Math.max(lowest, Math.min(guess, last));
        while (cycle > lowest && first(cycle) > number) {
            cycle--;
        }
        while (cycle < last && first(cycle + 1) <= number) {
            cycle++;
        }
        return cycle;
    }
}
