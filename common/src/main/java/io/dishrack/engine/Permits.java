package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.control.PermitList;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.StateWord;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Sees to it that no more items are in the hands of takers than a limit says.
 *
 * <p>Under the permits lock: count, claim as many as are free, list their numbers. A number on the list whose word is not
 * TAKEN is a free place; so whatever ends a hand-out frees its place by the same CAS, a reaper's too, and no crash can
 * leave one occupied. Taken before there was a limit, an item is not on the list: whoever sets a limit has all counted
 * anew, from the ledger. A taker that found the gate open and claimed looks at it once more, and gives back what it
 * claimed when somebody has closed it meanwhile: before it has handed anything over.
 *
 * <p>Crash with the lock held: what was claimed and not listed was not handed over and is the dead one's; the reaper has
 * all counted anew. Who freezes with the lock held is killed when its lease is over.
 */
final class Permits {

    /** Claims up to so many items. */
    @FunctionalInterface
    interface Claim {
        void upTo(int max);
    }

    private final Core core;
    private final PermitList list;

    Permits(Core core) {
        this.core = core;
        this.list = core.control.permits();
    }

    /** Claims what may be claimed now, at most {@code max}, and lists what was added to {@code out}. */
    void claim(int max, List<Delivery<byte[]>> out, Claim claim) throws InterruptedException {
        core.permitsLock.lock(Long.MAX_VALUE);
        try {
            long gate = core.control.gate().wordVolatile();
            int free = Gate.isPaused(gate) ? 0 : Gate.limit(gate) == 0 ? max : Gate.limit(gate) - count(gate);
            if (free <= 0) {
                return;
            }
            int before = out.size();
            claim.upTo(Math.min(free, max));
            core.reached(Fault.TAKE_PERMITTED);
            if (Gate.limit(gate) != 0) {
                out.subList(before, out.size()).forEach(delivery -> add(delivery.number()));
            }
            core.reached(Fault.TAKE_LISTED);
        } finally {
            core.permitsLock.unlock();
        }
    }

    /** Whether it looks as if something might be handed out; costs one load while nothing holds takers back. */
    boolean mayClaim() {
        long gate = core.control.gate().wordVolatile();
        if (gate == Gate.OPEN) {
            return true;
        }
        int limit = Gate.limit(gate);
        if (Gate.isPaused(gate) || limit == 0) {
            return !Gate.isPaused(gate);
        }
        if (Gate.isToRecount(gate)) {
            return countTaken(limit, number -> {}) < limit;
        }
        int taken = 0;
        for (int place = list.used() - 1; place >= 0 && taken < limit; place--) {
            taken += isTaken(list.number(place)) ? 1 : 0;
        }
        return taken < limit;
    }

    private boolean isTaken(long number) {
        return number > 0 && StateWord.isTaken(core.ledger.wordVolatile(number));
    }

    private void add(long number) {
        int used = list.used();
        list.number(used, number);
        list.used(used + 1);
    }

    /** How many run. Numbers that do not any more leave the list. */
    private int count(long gate) {
        if (Gate.isToRecount(gate)) {
            return recount(gate);
        }
        int used = list.used();
        for (int place = 0; place < used; ) {
            if (isTaken(list.number(place))) {
                place++;
            } else {
                used--;
                list.number(place, list.number(used));
                core.reached(Fault.PERMIT_MOVED);
                list.used(used);
            }
        }
        return used;
    }

    /** Crash before the last step: counted anew by the next. While more run than the list has places, none is free. */
    private int recount(long gate) {
        list.used(0);
        int taken = countTaken(Gate.MAX_LIMIT + 1, this::addIfRoom);
        core.reached(Fault.PERMITS_RECOUNTED);
        if (taken <= Gate.MAX_LIMIT) {
            core.control.gate().wordVolatile(Gate.counted(gate));
        }
        return taken;
    }

    private void addIfRoom(long number) {
        if (list.used() < Gate.MAX_LIMIT) {
            add(number);
        }
    }

    private int countTaken(int most, LongConsumer visitor) {
        int[] taken = {0};
        core.visitUnfinished((segment, number, word) -> {
            if (StateWord.isTaken(word)) {
                visitor.accept(number);
                taken[0]++;
            }
            return taken[0] < most;
        });
        return taken[0];
    }
}
