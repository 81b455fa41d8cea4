package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.ItemState;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LargePayloads;
import io.dishrack.engine.log.MessageHead;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Ends hand-outs: done, failed, rejected, released, or taken away from the dead.
 *
 * <p>Every end is one CAS from exactly the word of the claim, so a taker that lost the item can't end another's. Where a
 * result is kept it is appended before the CAS and carries the word that the CAS will write. Crash in between: the
 * item is handed out again, and readers of results leave out the first result because the ledger never had its word.
 *
 * <p>An item whose cancelling was asked for while it ran has another word than the claim's, by one bit. Done counts all
 * the same; whatever else its taker says, or its reaper finds, it becomes CANCELLED.
 */
final class Settlement {

    private static final long MAX_BACKOFF_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Core core;
    private final Census census;
    private final KeyOrder keyOrder;

    Settlement(Core core, Census census) {
        this.core = core;
        this.census = census;
        keyOrder = new KeyOrder(core, this);
    }

    KeyOrder keyOrder() {
        return keyOrder;
    }

    /** A hand-out to be ended. */
    record HandOut(long number, long word, String worker, long startedMillis) {}

    /** Done, without a result: the hot path, one CAS. */
    Outcome done(long number, long word, boolean keyed) {
        if (!isDone(number, word, keyed)) {
            return Outcome.LEASE_LOST;
        }
        core.reached(Fault.DONE_SETTLED);
        if (keyed) {
            keyOrder.passOn(number);
        }
        core.flushes.settled(number);
        wakeJoiners();
        permitFreed();
        return Outcome.APPLIED;
    }

    /** As {@link #done(long, long, boolean)}, but for what {@link #endDoneLater} does for several at once. */
    Outcome doneLater(long number, long word, boolean keyed) {
        if (!isDone(number, word, keyed)) {
            return Outcome.LEASE_LOST;
        }
        core.reached(Fault.DONE_SETTLED);
        if (keyed) {
            keyOrder.passOn(number);
        }
        core.flushes.settledLater(number);
        return Outcome.APPLIED;
    }

    /** Acknowledges deliveries of this or another kind; all of them with one flush, if there is to be one. */
    int doneAll(Collection<? extends Delivery<byte[]>> deliveries) {
        int applied = 0;
        IllegalStateException refused = null;
        for (Delivery<byte[]> delivery : deliveries) {
            try {
                Outcome outcome = delivery instanceof FolderDelivery own ? own.doneLater() : delivery.done();
                if (outcome == Outcome.APPLIED) {
                    applied++;
                }
            } catch (IllegalStateException e) {
                refused = e;
            }
        }
        endDoneLater();
        if (refused != null) {
            throw refused;
        }
        return applied;
    }

    private boolean isDone(long number, long word, boolean keyed) {
        if (keyed) {
            keyOrder.ending(number);
        }
        long done = StateWord.done(word, number);
        return core.ledger.casWord(number, word, done)
                || core.ledger.casWord(number, StateWord.cancelling(word, number), done);
    }

    /** Brings them to the device, if that is promised, and tells joiners. Crash before: joiners look by themselves. */
    void endDoneLater() {
        core.flushes.settleChanged();
        wakeJoiners();
        permitFreed();
    }

    Outcome done(HandOut handOut, Report report) {
        return finish(handOut, StateWord.done(handOut.word(), handOut.number()), report, true);
    }

    Outcome reject(HandOut handOut, Report report) {
        return finish(handOut, StateWord.dead(handOut.word(), handOut.number()), report, true);
    }

    Outcome fail(HandOut handOut, Report report) {
        if (isCancelling(handOut) || StateWord.attempt(handOut.word()) >= core.options.maxAttempts()) {
            return reject(handOut, report);
        }
        long delay = backOffMillis(StateWord.attempt(handOut.word()));
        if (delay == 0) {
            long next = StateWord.returned(handOut.word(), handOut.number());
            record(handOut, next, report);
            return giveBack(handOut.number(), handOut.word(), next);
        }
        long due = System.currentTimeMillis() + delay;
        long next = StateWord.delayed(handOut.word(), handOut.number(), due);
        record(handOut, next, report);
        return delay(handOut, next);
    }

    /** Until a time before which it must not be handed out, as if it had not been. */
    Outcome postpone(long number, long word, long due) {
        return delay(new HandOut(number, word, "", 0), StateWord.postponed(word, number, due));
    }

    private Outcome delay(HandOut handOut, long next) {
        if (core.control.shutdownVolatile() == ControlFile.SHUTDOWN_NOW) {
            return finish(handOut, StateWord.cancelled(handOut.word(), handOut.number()), Report.NONE, false);
        }
        if (!core.ledger.casWord(handOut.number(), handOut.word(), next)) {
            return endCancelling(handOut.number(), handOut.word());
        }
        // Killed here: the reaper looks for delayed items after every death.
        core.reached(Fault.FAIL_DELAYED);
        core.control.lowerNextDue(StateWord.dueMillis(next));
        permitFreed();
        return Outcome.APPLIED;
    }

    Outcome release(HandOut handOut) {
        return giveBack(handOut.number(), handOut.word(), StateWord.released(handOut.word(), handOut.number()));
    }

    /**
     * Takes an item away from a taker that died or froze; its attempt counts.
     *
     * @return APPLIED when it was still the taker's and is READY again, CANCELLED when that had been asked for
     */
    Outcome takeAway(HandOut handOut) {
        return giveBack(handOut.number(), handOut.word(), StateWord.returned(handOut.word(), handOut.number()));
    }

    /** Ends an item whose taker died or froze at its last attempt. What is to be recorded was recorded before. */
    void bury(HandOut handOut) {
        finish(handOut, StateWord.dead(handOut.word(), handOut.number()), Report.NONE, false);
    }

    private Outcome finish(HandOut handOut, long next, Report report, boolean keep) {
        keyOrder.ending(handOut.number());
        boolean asked = isCancelling(handOut);
        boolean cancels = asked && StateWord.state(next) != ItemState.DONE;
        long from = asked ? StateWord.cancelling(handOut.word(), handOut.number()) : handOut.word();
        long to = cancels ? StateWord.cancelled(from, handOut.number()) : next;
        if (keep) {
            record(handOut, to, report);
        }
        boolean settled = core.ledger.casWord(handOut.number(), from, to)
                || StateWord.state(to) == ItemState.DONE
                        && core.ledger.casWord(
                                handOut.number(), StateWord.cancelling(handOut.word(), handOut.number()), to);
        if (!settled) {
            // Asked for just now: it is recorded once more, as what it becomes. That happens once.
            boolean again = !asked && isCancelling(handOut);
            return again ? finish(handOut, next, report, keep) : Outcome.LEASE_LOST;
        }
        finished(handOut.number(), keep || cancels);
        return cancels ? Outcome.CANCELLED : Outcome.APPLIED;
    }

    /** Done, where {@link Passing} has put another word in place of the hand-out's. */
    Outcome donePassed(HandOut handOut, long passing, Report report, boolean keep) {
        long number = handOut.number();
        long next = StateWord.done(handOut.word(), number);
        keyOrder.ending(number);
        if (keep) {
            record(handOut, next, report);
        }
        return core.ledger.casWord(number, passing, next)
                        || core.ledger.casWord(number, StateWord.cancelling(passing, number), next)
                ? finished(number, keep)
                : Outcome.LEASE_LOST;
    }

    private Outcome finished(long number, boolean tell) {
        core.reached(Fault.FINISH_SETTLED);
        keyOrder.passOn(number);
        core.flushes.settled(number);
        wakeJoiners();
        permitFreed();
        if (tell) {
            core.reached(Fault.FINISH_JOINERS_WOKEN);
            core.signals.results().wake(Integer.MAX_VALUE);
        }
        return Outcome.APPLIED;
    }

    private boolean isCancelling(HandOut handOut) {
        return core.ledger.wordVolatile(handOut.number()) == StateWord.cancelling(handOut.word(), handOut.number());
    }

    /** Makes an item READY again, or CANCELLED when nothing is to be taken any more. */
    Outcome giveBack(long number, long word, long next) {
        if (StateWord.isCancelling(word)) {
            return endCancelling(number, word);
        }
        boolean cancel = core.control.shutdownVolatile() == ControlFile.SHUTDOWN_NOW;
        if (cancel) {
            keyOrder.ending(number);
        }
        if (!core.ledger.casWord(number, word, cancel ? StateWord.cancelled(word, number) : next)) {
            return endCancelling(number, word);
        }
        if (cancel) {
            core.reached(Fault.RETURN_CANCELLED);
            keyOrder.passOn(number);
            wakeJoiners();
            return Outcome.APPLIED;
        }
        // Killed here: the reaper looks for READY items behind the frontier after every death.
        core.reached(Fault.RETURN_SETTLED);
        core.hintReady(number, next);
        core.reached(Fault.RETURN_HINTED);
        core.wakeTaker();
        return Outcome.APPLIED;
    }

    /** Lets an item wait that was just claimed; says whether it does. */
    boolean park(long number, long word, long waiting) {
        if (core.control.shutdownVolatile() == ControlFile.SHUTDOWN_NOW) {
            giveBack(number, word, waiting);
            return false;
        }
        // Set meanwhile: every keeper goes on to cancel what waits.
        if (!core.ledger.casWord(number, word, waiting)) {
            endCancelling(number, word);
            return false;
        }
        return true;
    }

    /** What is not the claim's word any more may be that with the request to cancel. */
    private Outcome endCancelling(long number, long word) {
        if (!StateWord.isTaken(word)) {
            return Outcome.LEASE_LOST;
        }
        keyOrder.ending(number);
        if (!core.ledger.casWord(number, StateWord.cancelling(word, number), StateWord.cancelled(word, number))) {
            return Outcome.LEASE_LOST;
        }
        core.reached(Fault.RETURN_CANCELLED);
        keyOrder.passOn(number);
        cancelled(number);
        permitFreed();
        return Outcome.CANCELLED;
    }

    /** Cancels an item that nobody holds; false when its word is another by now. */
    boolean cancel(long number, long word) {
        keyOrder.ending(number);
        if (!core.ledger.casWord(number, word, StateWord.cancelled(word, number))) {
            return false;
        }
        core.reached(Fault.CANCEL_SETTLED);
        keyOrder.passOn(number);
        return true;
    }

    /** Brings it to the device, if that is promised, and wakes who waits for room, for the end, or for its result. */
    void cancelled(long number) {
        core.flushes.settled(number);
        tellCancelled();
    }

    void tellCancelled() {
        wakeJoiners();
        core.signals.space().wakeAll();
        core.signals.results().wakeAll();
    }

    /** Asks the taker of an item to end it; false when its word is another by now. Its taker does the rest. */
    boolean askToCancel(long number, long word) {
        if (!core.ledger.casWord(number, word, StateWord.cancelling(word, number))) {
            return false;
        }
        core.reached(Fault.CANCEL_ASKED);
        core.signals.cancels().wake(Integer.MAX_VALUE);
        return true;
    }

    /** Under a limit others may go on. Costs a load while nothing holds takers back. */
    private void permitFreed() {
        if (core.control.gate().wordVolatile() != Gate.OPEN) {
            core.wakeTaker();
        }
    }

    /** The finisher of the last item wakes the joiners; costs one load while nobody joins. */
    void wakeJoiners() {
        if (core.signals.finished().hasSleepers() && census.allFinished()) {
            core.signals.finished().wake(Integer.MAX_VALUE);
        }
    }

    private long backOffMillis(int attempt) {
        long base = core.options.retryDelay().toMillis();
        if (base == 0) {
            return 0;
        }
        long full = Math.min(Math.min(base, MAX_BACKOFF_MILLIS) << Math.min(attempt - 1, 30), MAX_BACKOFF_MILLIS);
        return Math.max(1, full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    private void record(HandOut handOut, long next, Report report) {
        ItemState state = StateWord.state(next) == ItemState.READY ? ItemState.DELAYED : StateWord.state(next);
        Result result = new Result(
                handOut.number(),
                StateWord.attempt(handOut.word()),
                state,
                report,
                handOut.worker(),
                handOut.startedMillis(),
                System.currentTimeMillis());
        byte[] bytes = ResultCodec.encode(result, handOut.word(), next);
        LargePayloads.Prepared large =
                LargePayloads.isLarge(bytes) ? core.resultWriter.large().prepare(bytes) : null;
        long number = 0;
        core.resultLock.lockUninterruptibly();
        try {
            // Closed: then all that this handle held was released before, and the CAS that follows will fail.
            if (core.resultWriter.begin()) {
                number = core.resultWriter.append(bytes, large, MessageHead.NONE);
                core.resultWriter.publish();
            }
        } finally {
            core.resultLock.unlock();
            if (number == 0 && large != null) {
                core.resultWriter.large().discard(large);
            }
        }
        core.flushes.result(number);
        core.reached(Fault.RESULT_RECORDED);
    }
}
