package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.log.LogReclaim;
import io.dishrack.engine.log.LogReclaim.Segment;
import io.dishrack.engine.log.LogWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Deletes the files of what is finished: the oldest segments of the two logs beyond what is to be kept, and the ledger
 * files of items that have none left. One process at a time does it, under the reclaim lock, which nobody waits for who
 * has anything else to do.
 *
 * <p>An item's segment goes as soon as what is still needed of it is little against what its going and that of those
 * behind it makes room for; that little is copied first, and found there under its old number. So one item that is stuck
 * holds no segment, and a queue takes at most some {@link #LEAST_GAIN}th more than what it has to keep.
 *
 * <p>Steps, each under the same hold of the lock; a reader that comes to a missing file looks at what is noted:
 *
 * <ol>
 *   <li>the states of the segment's items are brought to the device: with the segment goes what they would be told by;
 *   <li>what is needed is copied, and on the device;
 *   <li>{@code reclaimed} says that the segment is gone, and is on the device;
 *   <li>control says so: readers turn to the copies;
 *   <li>the files are deleted.
 * </ol>
 *
 * Conserves: every item that is not done or cancelled can be read under its number; put == done + dead + cancelled +
 * unfinished.
 */
final class Reclaimer {

    /** How many times more than what has to be copied must become free, mostly. */
    static final int LEAST_GAIN = 8;

    private final Core core;
    private final BooleanSupplier stopped;
    private final LogReclaim items;
    private final LogReclaim results;
    private Reclaimed told = Reclaimed.NONE;

    Reclaimer(Core core, BooleanSupplier stopped) {
        this.core = core;
        this.stopped = stopped;
        items = new LogReclaim(core.folder.resolve(QueueFolder.ITEMS), core.itemWords, core.host, stopped);
        results = new LogReclaim(core.folder.resolve(QueueFolder.RESULTS), core.resultWords, core.host, stopped);
    }

    /**
     * How much is to be left.
     *
     * @param keeping bytes
     * @param segments of each log, the newest ones
     * @param gain as {@link #LEAST_GAIN}
     * @param states whether states are kept of items whose messages are
     */
    record Limits(ControlFile.Keeping keeping, int segments, int gain, boolean states) {}

    /** What is usual in this queue. */
    static Limits usual(ControlFile control) {
        return new Limits(control.keeping(), 2, LEAST_GAIN, true);
    }

    /**
     * Reclaims what is beyond the limits. Assumes the reclaim lock.
     *
     * @return bytes that became free
     */
    long run(Limits limits) {
        long freed = goOn();
        freed += reclaimItems(limits);
        freed += reclaimResults(limits);
        freed += reclaimStates(limits);
        if (!stopped.getAsBoolean()) {
            freed += items.compact(needed());
            freed += results.compact(new NeededResults(core));
        }
        return freed;
    }

    /** Ends what a reclaimer that died had begun. */
    private long goOn() {
        told = ReclaimedFile.read(core.folder, core.control.queueId());
        raise(core.itemWords, told.items());
        raise(core.resultWords, told.results());
        long freed = items.deleteReclaimed(told.items()) + results.deleteReclaimed(told.results());
        for (Path file : core.ledger.reclaimedFiles(told)) {
            freed += LogReclaim.delete(file);
        }
        return freed;
    }

    private static void raise(LogWords words, Reclaimed.Mark mark) {
        if (words.lowestAcquire() < mark.cycle()) {
            words.raiseLowest(mark.cycle());
        }
    }

    private NeededItems needed() {
        return new NeededItems(core.ledger, core.control, false);
    }

    /** Whether most items of the segment that is written now need not be kept. */
    boolean isMostlyOver() {
        List<Segment> all = items.segments();
        Segment last = all.get(all.size() - 1);
        return needed().over(last) * 2 > last.bytes();
    }

    private long reclaimItems(Limits limits) {
        List<Segment> old = old(items.segments(), limits);
        if (limits.states()) {
            // A backlog is left where it is; only a purge moves the few that nobody was offered yet.
            long frontier = core.control.frontierVolatile();
            old.removeIf(segment -> segment.last() > frontier);
        }
        if (bytes(old) <= limits.keeping().historyBytes()) {
            return 0;
        }
        NeededItems needed = needed();
        List<Long> over = new ArrayList<>();
        long excess = -limits.keeping().historyBytes();
        for (Segment segment : old) {
            over.add(needed.over(segment));
            excess += over.get(over.size() - 1);
        }
        long freed = 0;
        for (int i = 0; i < old.size() && !stopped.getAsBoolean(); i++) {
            Segment segment = old.get(i);
            long copied = segment.bytes() - over.get(i);
            if (excess <= 0 || copied > excess / limits.gain() || !keep(segment, needed)) {
                break;
            }
            freed += drop(true, segment) - copied;
            excess -= over.get(i);
        }
        return freed;
    }

    private boolean keep(Segment segment, NeededItems needed) {
        core.ledger.force(segment.first(), segment.last(), core.host.disk());
        // With the messages goes what would tell their origins.
        core.origins.force();
        return items.keep(segment, needed);
    }

    private long reclaimResults(Limits limits) {
        List<Segment> old = old(results.segments(), limits);
        long excess = bytes(old) - limits.keeping().resultBytes();
        NeededResults needed = new NeededResults(core);
        long freed = 0;
        for (Segment segment : old) {
            if (excess <= 0 || stopped.getAsBoolean() || !results.keep(segment, needed)) {
                break;
            }
            freed += drop(false, segment);
            excess -= segment.bytes();
        }
        return freed;
    }

    private static List<Segment> old(List<Segment> all, Limits limits) {
        return new ArrayList<>(all.subList(0, Math.max(0, all.size() - limits.segments())));
    }

    private static long bytes(List<Segment> segments) {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    /** Deletes a log's first segment, of which all that is needed is copied. */
    private long drop(boolean ofItems, Segment segment) {
        LogWords words = ofItems ? core.itemWords : core.resultWords;
        int next = segment.cycle() + 1;
        note(told.with(ofItems, new Reclaimed.Mark(next, words.first(next))));
        core.reached(Fault.RECLAIM_NOTED);
        words.raiseLowest(next);
        core.reached(Fault.RECLAIM_RAISED);
        return (ofItems ? items : results).deleteReclaimed(told.mark(ofItems));
    }

    private void note(Reclaimed now) {
        ReclaimedFile.replace(core.folder, core.control.queueId(), now);
        core.host.disk().force(core.folder.resolve(ReclaimedFile.NAME));
        core.host.disk().forceFolder(core.folder);
        told = now;
    }

    /** Files full of items that are done or cancelled. */
    private long reclaimStates(Limits limits) {
        long last = limits.states() ? core.itemWords.firstKept() - 1 : core.control.frontierVolatile();
        Reclaimed now = told;
        for (long file : core.ledger.files()) {
            if (isOver(file, last)) {
                now = now.without(
                        file,
                        core.ledger.segment((file + 1) * core.ledger.items()).cancelledIfOver());
            }
        }
        if (now.equals(told)) {
            return 0;
        }
        note(now);
        core.reached(Fault.RECLAIM_STATES_NOTED);
        long freed = 0;
        for (Path file : core.ledger.reclaimedFiles(now)) {
            freed += LogReclaim.delete(file);
            core.reached(Fault.RECLAIM_STATES_DELETED);
        }
        return freed;
    }

    /** Whether all items of a file are done or cancelled, and none lies behind {@code last}. */
    private boolean isOver(long file, long last) {
        long end = (file + 1) * core.ledger.items();
        if (end > last) {
            return false;
        }
        LedgerSegment segment = core.ledger.segment(end);
        return !segment.isGone() && segment.cancelledIfOver() >= 0;
    }

    /**
     * Refuses a queue whose control says that more is gone than the file that tells it: whatever else is missing could
     * not be told from what was reclaimed.
     */
    static void requireTold(Path folder, ControlFile control, LogWords items, LogWords results) {
        if (items.lowestAcquire() == 0 && results.lowestAcquire() == 0) {
            return;
        }
        Reclaimed reclaimed = ReclaimedFile.read(folder, control.queueId());
        if (reclaimed.items().cycle() < items.lowestAcquire()
                || reclaimed.results().cycle() < results.lowestAcquire()) {
            throw new QueueUnusableException("missing or old file: file=" + folder.resolve(ReclaimedFile.NAME)
                    + " items=" + reclaimed.items().cycle() + " expected=" + items.lowestAcquire()
                    + "; see rack verify and rack repair");
        }
    }
}
