package io.dishrack.engine.control;

import static io.dishrack.engine.control.ControlDescriptor.BOOT_ID_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.CREATED_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.FORMAT;
import static io.dishrack.engine.control.ControlDescriptor.FRONTIER_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.LEDGER_ITEMS_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.LENGTH;
import static io.dishrack.engine.control.ControlDescriptor.MAGIC;
import static io.dishrack.engine.control.ControlDescriptor.MAX_SIZE_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.NEXT_DUE_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.PUBLISHED_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.RETURNED_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.SEGMENT_BYTES_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.SHUTDOWN_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.VERSION;
import static io.dishrack.engine.control.ControlDescriptor.VERSION_OFFSET;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import java.nio.file.Path;

/** The words that all processes of a queue share. See {@link ControlDescriptor} for who writes what. */
public final class ControlFile {

    public static final String NAME = "control";

    /** Values of the shutdown word. */
    public static final long OPEN = 0;

    public static final long SHUTDOWN = 1;
    public static final long SHUTDOWN_NOW = 2;

    private static final int LOW_BITS = 48;
    private static final long LOW_MASK = (1L << LOW_BITS) - 1;
    /** Somebody looks for due items right now. */
    public static final long LOOKING = Long.MAX_VALUE - 1;

    /** No item came back. */
    public static final long NONE_RETURNED = LOW_MASK;

    private final Region region;

    private ControlFile(Region region) {
        this.region = region;
    }

    /** Makes the file. Crash: without its version word, which is written last, nobody opens it. */
    public static ControlFile create(
            Path folder, long maxSize, long ledgerItems, long segmentBytes, long bootId, long createdMillis) {
        Path file = folder.resolve(NAME);
        Region.create(file, LENGTH);
        Region region = Region.map(file, LENGTH, true);
        region.longPlain(BOOT_ID_OFFSET, bootId);
        region.longPlain(CREATED_OFFSET, createdMillis);
        region.longPlain(MAX_SIZE_OFFSET, maxSize);
        region.longPlain(LEDGER_ITEMS_OFFSET, ledgerItems);
        region.longPlain(SEGMENT_BYTES_OFFSET, segmentBytes);
        region.longPlain(RETURNED_OFFSET, NONE_RETURNED);
        region.longPlain(NEXT_DUE_OFFSET, Long.MAX_VALUE);
        region.longRelease(VERSION_OFFSET, VERSION);
        return new ControlFile(region);
    }

    /**
     * Opens the file.
     *
     * @throws QueueUnusableException when it is missing, damaged, foreign or of a newer format
     */
    public static ControlFile open(Path folder, boolean writable) {
        Path file = folder.resolve(NAME);
        Region region = Region.map(file, LENGTH, writable);
        long version = region.longAcquire(VERSION_OFFSET);
        if ((version & ~0xFFL) != MAGIC) {
            throw new QueueUnusableException("not a control file: found=0x" + Long.toHexString(version) + " file="
                    + file + "; it is damaged or not of dishrack");
        }
        if (version != VERSION) {
            throw new QueueUnusableException("unsupported queue format: found=" + (version & 0xFF) + " newest=" + FORMAT
                    + " file=" + file + "; use a newer dishrack");
        }
        return new ControlFile(region);
    }

    public Region region() {
        return region;
    }

    public long bootId() {
        return region.longVolatile(BOOT_ID_OFFSET);
    }

    public void bootId(long value) {
        region.longVolatile(BOOT_ID_OFFSET, value);
    }

    public long createdMillis() {
        return region.longPlain(CREATED_OFFSET);
    }

    public long maxSize() {
        return region.longPlain(MAX_SIZE_OFFSET);
    }

    public long ledgerItems() {
        return region.longPlain(LEDGER_ITEMS_OFFSET);
    }

    public long segmentBytes() {
        return region.longPlain(SEGMENT_BYTES_OFFSET);
    }

    public long publishedVolatile() {
        return region.longVolatile(PUBLISHED_OFFSET);
    }

    public long frontierVolatile() {
        return region.longVolatile(FRONTIER_OFFSET);
    }

    public boolean casFrontier(long expected, long value) {
        return region.casLong(FRONTIER_OFFSET, expected, value);
    }

    public long shutdownVolatile() {
        return region.longVolatile(SHUTDOWN_OFFSET);
    }

    public void shutdownVolatile(long value) {
        region.longVolatile(SHUTDOWN_OFFSET, value);
    }

    /** The word to give to {@link #advanceReturned}. */
    public long returnedVolatile() {
        return region.longVolatile(RETURNED_OFFSET);
    }

    /** The lowest number that may have come back, of a returned word; or {@link #NONE_RETURNED}. */
    public static long lowest(long returned) {
        return returned & LOW_MASK;
    }

    /**
     * Says that an item came back. Assumes its state word is READY already. The version in the high bits grows even
     * when the number does not change, so that a scan which passed the item just before can't wipe the hint.
     */
    public void lowerReturned(long number) {
        for (; ; ) {
            long seen = region.longVolatile(RETURNED_OFFSET);
            long version = (seen >>> LOW_BITS) + 1;
            if (region.casLong(RETURNED_OFFSET, seen, version << LOW_BITS | Math.min(seen & LOW_MASK, number))) {
                return;
            }
        }
    }

    /** Moves the hint up after a scan from {@code seen}; fails benignly when anything came back meanwhile. */
    public void advanceReturned(long seen, long number) {
        region.casLong(RETURNED_OFFSET, seen, seen & ~LOW_MASK | number);
    }

    public long finishedUpToVolatile() {
        return region.longVolatile(ControlDescriptor.FINISHED_UP_TO_OFFSET);
    }

    public void finishedUpToVolatile(long number) {
        region.longVolatile(ControlDescriptor.FINISHED_UP_TO_OFFSET, number);
    }

    /** Grows by two with each redrive; see {@link #isRedriving}. */
    public long redrivesVolatile() {
        return region.longVolatile(ControlDescriptor.REDRIVES_OFFSET);
    }

    /** Whether a word of {@link #redrivesVolatile} says that a redrive is under way. */
    public static boolean isRedriving(long redrives) {
        return (redrives & 1) != 0;
    }

    /**
     * From here to {@link #endRedrive} finished items may become unfinished again. Assumes the upkeep lock. Crash: the
     * reaper ends it before it frees the lock.
     */
    public void beginRedrive() {
        region.longVolatile(ControlDescriptor.REDRIVES_OFFSET, redrivesVolatile() | 1);
    }

    /** What was remembered about finished items before is void. Assumes the upkeep lock; does nothing between redrives. */
    public void endRedrive() {
        long redrives = redrivesVolatile();
        if (isRedriving(redrives)) {
            region.longVolatile(ControlDescriptor.REDRIVES_OFFSET, redrives + 1);
        }
    }

    /** Wins, for one of all processes, the duty to look for dead ones; at most once in {@code nanos}. */
    public boolean winProbe(long now, long nanos) {
        long last = region.longVolatile(ControlDescriptor.PROBED_AT_OFFSET);
        long ago = now - last;
        return (ago >= nanos || ago < 0) && region.casLong(ControlDescriptor.PROBED_AT_OFFSET, last, now);
    }

    public long nextDueVolatile() {
        return region.longVolatile(NEXT_DUE_OFFSET);
    }

    public void nextDueVolatile(long millis) {
        region.longVolatile(NEXT_DUE_OFFSET, millis);
    }

    /** Ends {@link #LOOKING} with what was found; what others said meanwhile counts too. */
    public void foundNextDue(long millis) {
        if (!region.casLong(NEXT_DUE_OFFSET, LOOKING, millis)) {
            lowerNextDue(millis);
        }
    }

    /** Makes the next look for due items happen no later than {@code millis}. */
    public void lowerNextDue(long millis) {
        for (; ; ) {
            long seen = region.longVolatile(NEXT_DUE_OFFSET);
            if (seen <= millis || region.casLong(NEXT_DUE_OFFSET, seen, millis)) {
                return;
            }
        }
    }
}
