package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.Report;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.control.LowestHint;
import io.dishrack.engine.control.Urgent;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.DamagedMessageException;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.ReclaimedMessageException;
import io.dishrack.engine.region.CutFile;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Claims items for the takers of one handle.
 *
 * <p>First what is urgent, then what came back, then what is new: a stretch of new numbers is reserved by moving the frontier, so that takers
 * of different processes do not meet at the same words; then each word is claimed by a CAS. The reservation is only a
 * hint: should this process die before it claimed, the numbers lie READY behind the frontier, where its reaper finds
 * them, and whoever claims them meanwhile is right too.
 */
final class Claims implements AutoCloseable {

    private final Core core;
    private final Settlement settlement;
    private final FolderDelivery.Owner owner;
    private final Permits permits;
    /** Threads of one handle claim and read one after the other: they share the reader. */
    private final ReentrantLock lock = new ReentrantLock();

    private final LogReader reader;
    private boolean closed;
    /** Whether something was found that may not be handed out yet. */
    private boolean bound;

    private volatile boolean warm;

    Claims(Core core, Settlement settlement, FolderDelivery.Owner owner) {
        this.core = core;
        this.settlement = settlement;
        this.owner = owner;
        this.permits = new Permits(core);
        this.reader = core.itemReader();
    }

    /** Whether it looks as if something could be claimed now. */
    boolean mayClaim() {
        return anyReady() && permits.mayClaim();
    }

    /** Whether it looks as if something were there to be claimed, now or when nothing holds takers back any more. */
    boolean anyReady() {
        long frontier = core.control.frontierVolatile();
        return frontier < core.control.publishedVolatile()
                || ControlFile.lowest(core.control.returnedVolatile()) <= frontier
                || core.keys.anyReady();
    }

    /** Opens the log if it is not open yet. */
    void warmUp() {
        if (warm) {
            return;
        }
        lock.lock();
        try {
            if (!closed) {
                reader.warmUp();
                warm = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Claims up to {@code max} items without waiting and adds them to {@code out}, which is empty.
     *
     * @return whether another look might find more, since some that were found may not be handed out yet
     */
    boolean claim(int max, List<Delivery<byte[]>> out) throws InterruptedException {
        boolean again;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            bound = false;
            if (core.control.gate().wordVolatile() == Gate.OPEN) {
                claimAny(max, out);
                giveBackIfShut(out);
            } else {
                permits.claim(max, out, permitted -> claimAny(permitted, out));
            }
            CutFile.tellSoon(out.isEmpty() ? 0 : out.get(0).number());
            again = bound && out.isEmpty();
        } catch (RuntimeException | Error e) {
            // Nobody will get these.
            out.forEach(Delivery::release);
            throw e;
        } finally {
            lock.unlock();
        }
        core.reached(Fault.TAKE_ALL_CLAIMED);
        if (core.control.maxSize() != 0 && !out.isEmpty()) {
            core.signals.space().wake(out.size());
        }
        return again;
    }

    /** Somebody may have paused the queue, or set a limit, since the gate was found open. */
    private void giveBackIfShut(List<Delivery<byte[]>> out) {
        if (!out.isEmpty() && core.control.gate().wordVolatile() != Gate.OPEN) {
            out.forEach(Delivery::release);
            out.clear();
        }
    }

    private void claimAny(int max, List<Delivery<byte[]>> out) {
        long fence = core.slot().nextFence();
        long now = System.currentTimeMillis();
        long used = core.control.urgent().usedVolatile();
        for (int level = Urgent.LEVELS; used != 0 && level > 0; level--) {
            if (Urgent.isUsed(used, level) && out.size() < max) {
                claimNoted(level, new Wanted(max, fence, now, out));
                claimUrgent(level, new Wanted(max, fence, now, out));
            }
        }
        if (out.size() < max) {
            claimNoted(0, new Wanted(max, fence, now, out));
        }
        if (out.size() < max) {
            claimReturned(max - out.size(), fence, now, out);
        }
        if (out.size() < max) {
            claimNew(max - out.size(), fence, now, out);
        }
    }

    /** What is to be claimed: so many in all, added to {@code out}. */
    private record Wanted(int max, long fence, long now, List<Delivery<byte[]>> out) {

        boolean isDone() {
            return out.size() >= max;
        }
    }

    /**
     * What came back and is noted by its number. It is struck out when it is in hands: until then all see it. Crash in
     * between: it is struck out by the next that finds it there.
     */
    private void claimNoted(int level, Wanted wanted) {
        for (long number : core.keys.ready()) {
            if (wanted.isDone()) {
                return;
            }
            LedgerSegment segment = core.ledger.segment(number);
            long word = segment.wordAcquire(number);
            if (StateWord.isReady(word) && StateWord.priority(word) < level) {
                continue;
            }
            claim(segment, number, wanted.fence(), wanted.now(), wanted.out());
            core.keys.file().ready().remove(number);
            word = segment.wordVolatile(number);
            if (StateWord.isReady(word)) {
                core.hintReady(number, word);
            }
        }
    }

    /** Looks at every word from the hint on: urgent items are few, and each look begins where the last one ended. */
    private void claimUrgent(int level, Wanted wanted) {
        LowestHint hint = core.control.urgent().hint(level);
        long seen = hint.wordVolatile();
        long published = core.control.publishedVolatile();
        long number = LowestHint.lowest(seen);
        if (number > published) {
            return;
        }
        while (number <= published && !wanted.isDone()) {
            LedgerSegment segment = core.ledger.segment(number);
            if (segment.isComplete()) {
                number = segment.last() + 1;
                continue;
            }
            long last = Math.min(published, segment.last());
            for (; number <= last && !wanted.isDone(); number++) {
                long word = segment.wordAcquire(number);
                if (StateWord.isReady(word) && StateWord.priority(word) == level) {
                    core.offerUpTo(number);
                    claim(segment, number, wanted.fence(), wanted.now(), wanted.out());
                }
            }
        }
        hint.advance(seen, number > published ? LowestHint.NONE : number);
    }

    private void claimReturned(int max, long fence, long now, List<Delivery<byte[]>> out) {
        long seen = core.control.returnedVolatile();
        long frontier = core.control.frontierVolatile();
        long number = ControlFile.lowest(seen);
        if (number > frontier) {
            return;
        }
        int end = out.size() + max;
        while (number <= frontier && out.size() < end) {
            LedgerSegment segment = core.ledger.segment(number);
            if (segment.isComplete()) {
                number = segment.last() + 1;
                continue;
            }
            long last = Math.min(frontier, segment.last());
            for (; number <= last && out.size() < end; number++) {
                claim(segment, number, fence, now, out);
            }
        }
        core.reached(Fault.TAKE_RETURNED_CLAIMED);
        core.control.advanceReturned(seen, number > frontier ? ControlFile.NONE_RETURNED : number);
        core.reached(Fault.TAKE_HINT_RAISED);
    }

    private void claimNew(int max, long fence, long now, List<Delivery<byte[]>> out) {
        for (; ; ) {
            long frontier = core.control.frontierVolatile();
            long end = Math.min(core.control.publishedVolatile(), frontier + max);
            if (end <= frontier) {
                return;
            }
            if (core.control.casFrontier(frontier, end)) {
                core.reached(Fault.TAKE_RESERVED);
                claimReserved(frontier + 1, end, fence, now, out);
                return;
            }
        }
    }

    /** What is reserved and then not claimed, because something failed, is left for others as if it had come back. */
    private void claimReserved(long first, long last, long fence, long now, List<Delivery<byte[]>> out) {
        try {
            for (long number = first; number <= last; number++) {
                claim(core.ledger.segment(number), number, fence, now, out);
            }
        } catch (RuntimeException | Error e) {
            core.control.lowerReturned(first);
            throw e;
        }
    }

    /** Crash after the CAS: the reaper finds this slot in the word and makes the item READY again. */
    private void claim(LedgerSegment segment, long number, long fence, long now, List<Delivery<byte[]>> out) {
        long word = segment.wordAcquire(number);
        if (!StateWord.isReady(word)) {
            return;
        }
        long taken = StateWord.taken(word, number, core.slot().index(), fence);
        if (!segment.casWord(number, word, taken)) {
            return;
        }
        core.reached(Fault.TAKE_CLAIMED);
        try {
            reader.read(number);
        } catch (ReclaimedMessageException e) {
            // It is in hands, so that a copy was to be kept.
            reject(new Settlement.HandOut(number, taken, owner.worker(), now), e.ofUnfinished());
            return;
        } catch (DamagedMessageException e) {
            // It can't be worked on, and is told as a dead letter; the others go on.
            reject(new Settlement.HandOut(number, taken, owner.worker(), now), e);
            return;
        } catch (RuntimeException | Error e) {
            settlement.giveBack(number, taken, StateWord.released(taken, number));
            throw e;
        }
        core.reached(Fault.TAKE_READ);
        if (reader.isBound() && (isHeldBack(number, taken, now) || !mayRun(number, taken))) {
            bound = true;
            return;
        }
        out.add(new FolderDelivery(owner, number, taken, now, reader.payload(), reader.key(), reader.keepsResult()));
    }

    /** Whether items wait for others of their key. */
    boolean anyBehind() {
        return settlement.keyOrder().waiting() != 0;
    }

    /** Whether it is an item's turn. Crash: as when it was read, or as {@link KeyOrder} says. */
    private boolean mayRun(long number, long taken) {
        try {
            return settlement.keyOrder().admits(number, taken, reader.head());
        } catch (RuntimeException | Error e) {
            settlement.giveBack(number, taken, StateWord.released(taken, number));
            throw e;
        }
    }

    /** Whether it is not to be handed out now; then it is left to wait. */
    private boolean isHeldBack(long number, long taken, long now) {
        long notBefore = reader.head().notBefore();
        if (notBefore <= now) {
            return false;
        }
        settlement.postpone(number, taken, notBefore);
        return true;
    }

    /** Nobody gets it: what can't be told for want of room is given back. */
    private void reject(Settlement.HandOut damaged, DamagedMessageException why) {
        try {
            settlement.reject(damaged, Report.failure(3, why.getMessage()));
        } catch (RuntimeException | Error e) {
            settlement.release(damaged);
            throw e;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            reader.close();
        } finally {
            lock.unlock();
        }
    }
}
