package io.dishrack.engine;

import io.dishrack.ItemOptions;
import io.dishrack.Origin;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.StateWord;

/**
 * Ends an item by an item of the next queue.
 *
 * <p>The step that counts is the put: the message of the new item bears its origin, and under the next queue's item lock
 * an origin is put once, {@link io.dishrack.engine.origins.Origins}. The word of the ended item follows. In order:
 *
 * <ol>
 *   <li>The word is changed to one whose attempt does not count: from here on a death is not the item's fault, so it
 *       can't become a dead letter while its output goes on. Killed: it is READY as if it had not been handed out.
 *   <li>Under the next queue's item lock: is the origin there? Then nothing is put. Is the word still ours? If not,
 *       another has the item, and nothing is put. Else the message is appended, its origin noted, published. Killed: the
 *       next queue's reaper completes what is whole; the item is handed out again, and its next taker finds the origin.
 *   <li>The word becomes DONE. Joiners of this queue thus never return before the new item is in the next.
 * </ol>
 *
 * <p>No double: the origin is looked for and noted under one lock, which a dead or frozen holder loses only after what it
 * wrote was put in order, or it was killed. No loss: the word is DONE only when the origin is there.
 *
 * <p>What remains: a dryer that freezes under that lock, between its look at the word and the message, longer than its
 * lease, but thaws before the next queue's keepers kill it for the lock that it holds. Meanwhile another may have been
 * given the item and have failed it for good. Then the item is a dead letter and its output in the next queue,
 * nevertheless once: redriven, it is found put.
 *
 * <p>The origins of items that are long finished are forgotten, a ledger file later than they might. Should such an item
 * be redriven, it is a dead letter, which has no origin to be forgotten.
 */
final class Passing {

    private final FolderQueue next;
    private final Core core;
    private final Settlement settlement;
    private final Settlement.HandOut handOut;

    Passing(FolderQueue next, Core core, Settlement settlement, Settlement.HandOut handOut) {
        this.next = next;
        this.core = core;
        this.settlement = settlement;
        this.handOut = handOut;
    }

    /** The origin of what an item of a queue becomes. */
    static Origin origin(Core core, long number) {
        return Origin.of(Sources.nameOf(core.control.queueId()), number);
    }

    Outcome run(byte[] output, ItemOptions options, Report report, boolean keep) throws InterruptedException {
        long number = handOut.number();
        long word = handOut.word();
        long passing = StateWord.passing(word, number);
        if (!swap(word, passing)) {
            return Outcome.LEASE_LOST;
        }
        core.reached(Fault.PASS_BEGUN);
        boolean ended = false;
        try {
            long put = next.offerWhile(output, options.withOrigin(origin(core, number)), () -> isOurs(passing));
            if (put == Putter.UNWANTED) {
                ended = true;
                return Outcome.LEASE_LOST;
            }
            core.reached(Fault.PASS_PUT);
            Outcome outcome = settlement.donePassed(handOut, passing, report, keep);
            ended = true;
            next.forget(
                    Sources.nameOf(core.control.queueId()),
                    () -> core.control.finishedUpToVolatile() - core.ledger.items());
            return outcome;
        } finally {
            if (!ended) {
                // Not lost but failed here: the attempt counts, whatever follows. When it was lost, that shows then.
                swap(passing, word);
                core.reached(Fault.PASS_TAKEN_BACK);
            }
        }
    }

    /** Others may have asked to cancel it meanwhile, and the word says so. */
    private boolean isOurs(long passing) {
        long now = core.ledger.wordVolatile(handOut.number());
        return now == passing || now == StateWord.cancelling(passing, handOut.number());
    }

    private boolean swap(long from, long to) {
        long number = handOut.number();
        return core.ledger.casWord(number, from, to)
                || core.ledger.casWord(number, StateWord.cancelling(from, number), StateWord.cancelling(to, number));
    }
}
