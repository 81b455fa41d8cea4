package io.dishrack.engine.ledger;

import static io.dishrack.engine.ledger.LedgerDescriptor.CANCELLED_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.COMPLETE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DEAD_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DONE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ITEMS_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.SEGMENT_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.VERSION;
import static io.dishrack.engine.ledger.LedgerDescriptor.VERSION_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.wordOffset;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import java.nio.file.Path;

/** One file of the ledger. */
public final class LedgerSegment {

    private final Region region;
    private final long first;
    private final int items;

    private LedgerSegment(Region region, long segment, int items) {
        this.region = region;
        this.first = segment * items + 1;
        this.items = items;
    }

    /** Makes the file unless it is there. Crash: until its version word is there, {@link #open} completes it. */
    static void create(Path file, int items) {
        Region.create(file, LedgerDescriptor.length(items));
    }

    static LedgerSegment open(Path file, long segment, int items, boolean writable) {
        Region region = Region.map(file, LedgerDescriptor.length(items), writable);
        long version = region.longAcquire(VERSION_OFFSET);
        if (version == 0 && writable) {
            // Made, but its maker has not written the header yet or died: every opener would write the same.
            region.longPlain(SEGMENT_OFFSET, segment);
            region.longPlain(ITEMS_OFFSET, items);
            region.longRelease(VERSION_OFFSET, VERSION);
        } else if (version != 0
                && (version != VERSION
                        || region.longPlain(SEGMENT_OFFSET) != segment
                        || region.longPlain(ITEMS_OFFSET) != items)) {
            throw new QueueUnusableException("not the ledger file expected here: version=0x" + Long.toHexString(version)
                    + " segment=" + region.longPlain(SEGMENT_OFFSET) + " expected=" + segment + " file=" + file
                    + "; it is damaged, of another queue or of a newer dishrack");
        }
        return new LedgerSegment(region, segment, items);
    }

    /** Number of its first item. */
    public long first() {
        return first;
    }

    /** Number of its last item. */
    public long last() {
        return first + items - 1;
    }

    public long wordVolatile(long number) {
        return region.longVolatile(wordOffset((int) (number - first)));
    }

    public long wordAcquire(long number) {
        return region.longAcquire(wordOffset((int) (number - first)));
    }

    public boolean casWord(long number, long expected, long value) {
        return region.casLong(wordOffset((int) (number - first)), expected, value);
    }

    public boolean isComplete() {
        return region.longAcquire(COMPLETE_OFFSET) == 1;
    }

    /**
     * Notes the totals. Assumes the upkeep lock and that every item is finished. Crash: before the last store the
     * totals mean nothing and readers count; after it all is there.
     */
    public void complete(Tally tally) {
        region.longPlain(DONE_OFFSET, tally.done());
        region.longPlain(DEAD_OFFSET, tally.dead());
        region.longPlain(CANCELLED_OFFSET, tally.cancelled());
        region.longRelease(COMPLETE_OFFSET, 1);
    }

    /**
     * Takes the totals back, before an item becomes unfinished again. Assumes the upkeep lock. Crash afterwards: readers
     * count, until somebody sums up again.
     */
    public void reopen() {
        region.longVolatile(COMPLETE_OFFSET, 0);
    }

    /** Adds the states of the items up to {@code last} to a tally; from the totals when it is complete. */
    public void count(long last, Tally tally) {
        if (isComplete()) {
            tally.add(region.longPlain(DONE_OFFSET), region.longPlain(DEAD_OFFSET), region.longPlain(CANCELLED_OFFSET));
            return;
        }
        long end = Math.min(last, last());
        for (long number = first; number <= end; number++) {
            tally.add(wordAcquire(number));
        }
    }
}
