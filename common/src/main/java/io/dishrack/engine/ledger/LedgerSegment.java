package io.dishrack.engine.ledger;

import static io.dishrack.engine.ledger.LedgerDescriptor.ALL_CANCELLED_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ALL_DEAD_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ALL_DONE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.CANCELLED_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.CHECK_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.COMPLETE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DEAD_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DIRTY_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DONE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.FLUSHED_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ITEMS_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.PUT_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.QUEUE_ID_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.SEGMENT_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.VERSION;
import static io.dishrack.engine.ledger.LedgerDescriptor.VERSION_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.wordOffset;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.signal.Pages;
import java.nio.file.Path;

/** One file of the ledger. Every word is checked when it is read. */
public final class LedgerSegment {

    private final Region region;
    private final long first;
    private final long items;
    private final long mask;
    /** What was in it when it was reclaimed: then there is no file. Else null. */
    private final Tally gone;

    private volatile boolean changed;

    private LedgerSegment(Region region, long segment, int items, long mask) {
        this.region = region;
        this.mask = mask;
        this.first = segment * items + 1;
        this.items = items;
        this.gone = null;
    }

    private LedgerSegment(long first, long items, long cancelled) {
        this.region = null;
        this.mask = 0;
        this.first = first;
        this.items = items;
        this.gone = new Tally(0);
        gone.add(items - cancelled, 0, cancelled);
    }

    /** In the place of files that were reclaimed: every item is told as done, though some may have been cancelled. */
    static LedgerSegment gone(Reclaimed.Run run, int items) {
        return new LedgerSegment(run.first() * items + 1, (run.last() - run.first() + 1) * items, run.cancelled());
    }

    /** Where an item is in its life; null when it is gone and not known whether it had been done or cancelled. */
    public ItemState state(long number) {
        if (gone == null) {
            return StateWord.state(wordVolatile(number));
        }
        if (gone.cancelled() == 0) {
            return ItemState.DONE;
        }
        return gone.done() == 0 ? ItemState.CANCELLED : null;
    }

    Tally gone() {
        return gone;
    }

    /** Whether there is no file, since all of its items are finished for good. */
    public boolean isGone() {
        return gone != null;
    }

    /** Makes the file unless it is there. Crash: it is linked in place whole or not at all. */
    static void create(Path file, long segment, int items, long queueId, Faults faults) {
        Region.create(
                file, LedgerContent.fresh(segment, items, queueId), () -> faults.reached(Fault.PUT_LEDGER_WRITTEN));
    }

    static LedgerSegment open(Path file, long segment, int items, long queueId, boolean writable) {
        Region region = Region.map(file, LedgerDescriptor.length(items), writable);
        long version = region.longAcquire(VERSION_OFFSET);
        if (version != VERSION
                || region.longPlain(SEGMENT_OFFSET) != segment
                || region.longPlain(ITEMS_OFFSET) != items
                || region.longPlain(QUEUE_ID_OFFSET) != queueId
                || region.longPlain(CHECK_OFFSET) != LedgerDescriptor.check(segment, items, queueId)) {
            throw new QueueUnusableException("not the ledger file expected here: version=0x" + Long.toHexString(version)
                    + " segment=" + region.longPlain(SEGMENT_OFFSET) + " expected=" + segment + " file=" + file
                    + "; it is damaged or of another queue, see rack verify and rack repair");
        }
        return new LedgerSegment(region, segment, items, LedgerDescriptor.mask(queueId));
    }

    /** The process is through with it, as far as is known; it may be read and written all the same. */
    void forget() {
        Pages.forget(region.buffer(), 0, LedgerDescriptor.length((int) items));
    }

    /** Null when it is gone. */
    public Path file() {
        return gone == null ? region.file() : null;
    }

    /** Number of its first item. */
    public long first() {
        return first;
    }

    /** Number of its last item. */
    public long last() {
        return first + items - 1;
    }

    /**
     * The word of an item.
     *
     * @throws QueueUnusableException when it was damaged
     */
    public long wordVolatile(long number) {
        return gone == null ? checked(number, region.longVolatile(offset(number)) ^ mask) : doneWord(number);
    }

    /** The same; 0, which is no word, when it was damaged. */
    public long wordIfWhole(long number) {
        long word = gone == null ? region.longVolatile(offset(number)) ^ mask : doneWord(number);
        return StateWord.isWhole(word, number) ? word : 0;
    }

    /** As {@link #wordVolatile}. */
    public long wordAcquire(long number) {
        return gone == null ? checked(number, region.longAcquire(offset(number)) ^ mask) : doneWord(number);
    }

    private static long doneWord(long number) {
        return StateWord.done(StateWord.fresh(number), number);
    }

    private long checked(long number, long word) {
        if (!StateWord.isWhole(word, number)) {
            throw new QueueUnusableException("damaged state: number=" + number + " found=0x" + Long.toHexString(word)
                    + " offset=" + offset(number) + " file=" + region.file() + "; see rack verify and rack repair");
        }
        return word;
    }

    private int offset(long number) {
        return wordOffset((int) (number - first));
    }

    public boolean casWord(long number, long expected, long value) {
        return gone == null && region.casLong(offset(number), expected ^ mask, value ^ mask);
    }

    /** Notes that the item is whole in the log. Assumes the item lock. Crash before: the note is lower than it could be. */
    void notePut(long number) {
        region.sealedPlain(PUT_OFFSET, number);
    }

    public boolean isComplete() {
        return gone != null || region.sealedAcquire(COMPLETE_OFFSET) == 1;
    }

    /**
     * Notes the totals. Assumes the upkeep lock and that every item is finished. Crash: before {@link #complete} they
     * mean nothing and readers count.
     */
    public void noteTotals(Tally tally) {
        region.sealedPlain(DONE_OFFSET, tally.done());
        region.sealedPlain(DEAD_OFFSET, tally.dead());
        region.sealedPlain(CANCELLED_OFFSET, tally.cancelled());
    }

    /** Lets the totals count. Assumes that they were noted under the same hold of the lock. */
    public void complete() {
        region.sealedRelease(COMPLETE_OFFSET, 1);
    }

    /**
     * Takes the totals back, before an item becomes unfinished again. Assumes the upkeep lock. Crash afterwards: readers
     * count, until somebody sums up again.
     */
    public void reopen() {
        region.sealedVolatile(COMPLETE_OFFSET, 0);
    }

    /**
     * Notes the totals of this file and all before it. Assumes the upkeep lock, and that 'finished up to' is raised
     * afterwards. Crash before that: nobody reads them, and they are noted anew.
     */
    public void noteAll(Tally tally) {
        if (gone != null) {
            return;
        }
        region.sealedPlain(ALL_DONE_OFFSET, tally.done());
        region.sealedPlain(ALL_DEAD_OFFSET, tally.dead());
        region.sealedPlain(ALL_CANCELLED_OFFSET, tally.cancelled());
    }

    /** Adds the totals of this file and all before it; false when they were not noted. Assumes 'finished up to'. */
    boolean addAll(Tally tally) {
        if (gone != null || region.longPlain(ALL_DONE_OFFSET) == 0) {
            return false;
        }
        tally.add(
                region.sealedPlain(ALL_DONE_OFFSET),
                region.sealedPlain(ALL_DEAD_OFFSET),
                region.sealedPlain(ALL_CANCELLED_OFFSET));
        return true;
    }

    /**
     * How many items were cancelled, when all are done or cancelled, for good, and that is noted; else -1. Assumes that
     * it is not gone.
     */
    public long cancelledIfOver() {
        if (!isComplete()) {
            return -1;
        }
        Tally tally = new Tally(0);
        count(last(), tally);
        // Looked at again after the totals, which mean nothing once a redrive has taken them back.
        return tally.dead() == 0 && tally.finished() == items && isComplete() ? tally.cancelled() : -1;
    }

    /** Adds the states of the items up to {@code last} to a tally; from the totals when it is complete. */
    public void count(long last, Tally tally) {
        if (gone != null) {
            tally.addFinished(gone);
            return;
        }
        if (isComplete()) {
            tally.add(
                    region.sealedPlain(DONE_OFFSET),
                    region.sealedPlain(DEAD_OFFSET),
                    region.sealedPlain(CANCELLED_OFFSET));
            return;
        }
        long end = Math.min(last, last());
        for (long number = first; number <= end; number++) {
            tally.add(number, wordAcquire(number));
        }
    }

    /**
     * Announces a change that is to be on the device; made after it.
     *
     * @return the ticket to compare with {@link #flushed}
     */
    public long announce() {
        return region.addLong(DIRTY_OFFSET, 1) + 1;
    }

    /** Notes in this object that words were changed and not flushed; false when that was noted already. */
    public boolean markChanged() {
        if (changed) {
            return false;
        }
        changed = true;
        return true;
    }

    public void clearChanged() {
        changed = false;
    }

    /** The last ticket given. What it stands for was stored before. */
    public long announced() {
        return region.longVolatile(DIRTY_OFFSET);
    }

    /** Every ticket up to here is on the device. A damaged value costs a flush, or a promise after a second damage. */
    public long flushed() {
        return region.longVolatile(FLUSHED_OFFSET);
    }

    public void flushed(long ticket) {
        region.longVolatile(FLUSHED_OFFSET, ticket);
    }
}
