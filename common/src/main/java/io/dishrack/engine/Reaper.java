package io.dishrack.engine;

import io.dishrack.Outcome;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.CompletedMessages;
import io.dishrack.engine.slots.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cleans up after a process that died, or takes the items of one that froze.
 *
 * <p>Assumes, for the dead: the caller holds the byte of the slot, so nobody else cleans up and nobody takes the slot.
 * Every step may be repeated: should this process die too, the next one begins again.
 */
final class Reaper {

    /** When a dead taker's attempt began. */
    private static final long UNKNOWN = 0;

    private final Core core;
    private final Settlement settlement;
    private final Losses losses;

    Reaper(Core core, Settlement settlement, Losses losses) {
        this.core = core;
        this.settlement = settlement;
        this.losses = losses;
    }

    /** After a death: locks and logs in order, orphans killed, items ready again, hints made anew, everybody woken. */
    void cleanUpDead(Slot dead) {
        freeLocks(dead);
        core.reached(Fault.REAP_LOCKS_FREED);
        Children.killOrphans(dead);
        core.reached(Fault.REAP_ORPHANS_KILLED);
        core.itemWriter.large().discardOf(dead.index());
        core.resultWriter.large().discardOf(dead.index());
        core.reached(Fault.REAP_LEFTOVERS_DELETED);
        takeItems(dead, "its dryer died: pid=" + dead.pid());
        core.signals.wakeAll();
        core.reached(Fault.REAP_CLEANED);
    }

    /**
     * The first step, which is all that somebody who waits for a lock needs: the dead's locks, and what they guard, in
     * order. It waits for no lock, so those who wait can do this for each other without end; taking items may have to
     * record results and is left to the keepers.
     */
    void freeLocks(Slot dead) {
        if (core.itemLock.isHeldBy(dead.index())) {
            core.itemWriter.recover(core::noteRecovered);
            core.origins.deleteUnfinished();
            core.keys.deleteUnfinished();
            core.reached(Fault.REAP_ITEM_LOG_RECOVERED);
            // Takers were not told of its last items. What lies before the frontier was found without this.
            core.control.urgent().lowerAll(core.control.frontierVolatile() + 1);
            core.itemLock.takeFrom(dead.index());
            core.reached(Fault.REAP_ITEM_LOCK_FREED);
        }
        if (core.resultLock.isHeldBy(dead.index())) {
            core.resultWriter.recover(CompletedMessages.NOBODY);
            core.reached(Fault.REAP_RESULT_LOG_RECOVERED);
            core.resultLock.takeFrom(dead.index());
        }
        if (core.upkeepLock.isHeldBy(dead.index())) {
            // Where it stopped, words, totals and the two hints of a redrive are as right as a finished redrive's.
            core.control.endRedrive();
            core.reached(Fault.REAP_REDRIVE_ENDED);
        }
        if (core.permitsLock.isHeldBy(dead.index())) {
            long gate = core.control.gate().wordVolatile();
            core.control.gate().wordVolatile(Gate.toRecount(gate));
            core.reached(Fault.REAP_PERMITS_DOUBTED);
        }
        core.plainLocks().forEach(lock -> lock.takeFrom(dead.index()));
    }

    /**
     * Kills the owner of a slot, whose lease ran out, if it holds a lock of the queue: all others wait for it, whatever
     * silence it has asked for.
     */
    boolean fence(Slot frozen) {
        if (!holdsLock(frozen.index())) {
            return false;
        }
        Fencing.kill(frozen.pid(), core.folder);
        core.reached(Fault.FROZEN_FENCED);
        return true;
    }

    /**
     * After a lease ran out, and the silence that was asked for is over. The process may thaw at any moment: it finds
     * its words changed and is told so, and what it claims from then on is its own again.
     */
    void takeFromFrozen(Slot frozen) {
        // Its commands are not frozen and would run beside their successors.
        Children.killOrphans(frozen);
        core.reached(Fault.FROZEN_ORPHANS_KILLED);
        takeItems(
                frozen,
                "its dryer showed no sign of life: pid=" + frozen.pid() + " allowed=" + frozen.patienceMillis() + "ms");
        core.reached(Fault.FROZEN_ITEMS_TAKEN);
        core.signals.items().wakeAll();
    }

    private boolean holdsLock(int slot) {
        return core.itemLock.isHeldBy(slot)
                || core.resultLock.isHeldBy(slot)
                || core.plainLocks().stream().anyMatch(lock -> lock.isHeldBy(slot));
    }

    /**
     * Looks at every word that is not known to be finished, up to the frontier: takes what the slot holds, and makes the
     * hints anew, which the dead may have left behind wrong at any step of a claim, a release, a failure or a look
     * for due items. What a living process has just reserved and not yet claimed looks READY too and may be claimed by
     * another first; that is right as well.
     */
    private void takeItems(Slot slot, String why) {
        Loot loot = new Loot(slot);
        core.visitUnfinished((segment, number, word) -> {
            if (StateWord.isTaken(word) && StateWord.slot(word) == slot.index()) {
                loot.take(number, word);
            } else if (StateWord.isWaiting(word)) {
                settlement.keyOrder().mend(number, word);
            } else if (StateWord.isReady(word)) {
                loot.noteReady(number, word);
            }
            return true;
        });
        core.reached(Fault.REAP_ITEMS_TAKEN);
        loot.lowerHints();
        core.control.lowerNextDue(0);
        core.reached(Fault.REAP_HINTS_LOWERED);
        tellLosses(loot, why);
    }

    /** What is found of a slot's items. */
    private final class Loot {

        private final Slot slot;
        private final String worker;
        private final List<Settlement.HandOut> lost = new ArrayList<>();
        private final List<Settlement.HandOut> cancelled = new ArrayList<>();
        private final List<Settlement.HandOut> usedUp = new ArrayList<>();
        /** By priority. */
        private final long[] lowestReady = new long[StateWord.MAX_PRIORITY + 1];

        Loot(Slot slot) {
            this.slot = slot;
            this.worker = slot.pid() + "@" + slot.role();
            Arrays.fill(lowestReady, ControlFile.NONE_RETURNED);
        }

        void take(long number, long word) {
            Settlement.HandOut item = new Settlement.HandOut(number, word, worker, UNKNOWN);
            if (StateWord.attempt(word) >= slot.maxAttempts() && !StateWord.isCancelling(word)) {
                usedUp.add(item);
                return;
            }
            Outcome outcome = settlement.takeAway(item);
            if (outcome != Outcome.LEASE_LOST) {
                (outcome == Outcome.CANCELLED ? cancelled : lost).add(item);
                core.reached(Fault.REAP_ITEM_TAKEN);
            }
        }

        void noteReady(long number, long word) {
            int priority = StateWord.priority(word);
            lowestReady[priority] = Math.min(lowestReady[priority], number);
        }

        void lowerHints() {
            for (int priority = 0; priority < lowestReady.length; priority++) {
                if (lowestReady[priority] != ControlFile.NONE_RETURNED) {
                    core.control.urgent().lower(priority, lowestReady[priority]);
                    core.control.lowerReturned(lowestReady[priority]);
                }
            }
        }
    }

    /** What can run elsewhere does so by now. What is written may be missing, so nothing depends on it. */
    private void tellLosses(Loot loot, String why) {
        losses.usedUp(loot.usedUp, why);
        core.reached(Fault.REAP_DEATHS_RECORDED);
        for (Settlement.HandOut item : loot.usedUp) {
            settlement.bury(item);
            core.reached(Fault.REAP_BURIED);
        }
        core.signals.results().wakeAll();
        losses.lost(loot.lost, why);
        losses.cancelled(loot.cancelled, why);
        core.reached(Fault.REAP_RECORDED);
    }

    /** Writes down what could not be at its time. Costs one load mostly. */
    void recordLate() {
        losses.recordLate();
    }

    /** Hands back what this handle holds, as if it had not been taken. */
    void releaseOwn() {
        int own = core.slot().index();
        core.visitUnfinished((segment, number, word) -> {
            if (StateWord.isTaken(word) && StateWord.slot(word) == own) {
                settlement.giveBack(number, word, StateWord.released(word, number));
            }
            return true;
        });
    }
}
