package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.keys.KeyChain;
import io.dishrack.engine.keys.KeysFile;
import io.dishrack.engine.keys.WaitHint;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.MessageHead;
import java.util.Arrays;

/**
 * Lets items of one key run one after the other, in the order in which they were put. Thread-safe.
 *
 * <p>Who has claimed an item with a key looks for the nearest one before it that is of the same key and unfinished. If
 * there is one, the item waits for it: its word says WAITING and for whom. Who finishes an item makes READY what waits
 * for it, and that is claimed, and looked at, as ever. So an item may become READY too early without harm, but must not
 * be forgotten:
 *
 * <ul>
 *   <li>who lets an item wait writes the word, then the hint, then looks whether the other has been finished meanwhile;
 *       who finishes writes the word, then reads the hint. One of the two sees the other.
 *   <li>who is killed in between is reaped, and the reaper looks at every WAITING word, {@link #mend}.
 *   <li>a frozen one that had not yet written the hint is seen to when its lease has run out.
 * </ul>
 *
 * <p>A dead letter that is redriven has lost its place, since those behind it went on. It waits for the {@link Overtakers
 * one that runs}, and those that do not yet run wait for it. To be seen by them it is told before it is READY.
 */
final class KeyOrder {

    /** How long to wait for what is too far away for a word to tell, or for whom nobody tells when it is over. */
    private static final long FAR_MILLIS = 1_000;

    private final Core core;
    private final Settlement settlement;
    private final KeyChain chain;
    private final Overtakers overtakers;

    KeyOrder(Core core, Settlement settlement) {
        this.core = core;
        this.settlement = settlement;
        this.chain = new KeyChain(core.keys);
        this.overtakers = new Overtakers(core);
    }

    /**
     * Whether an item may run that was just claimed, with the word {@code taken}. If not, it is not held any more.
     */
    boolean admits(long number, long taken, MessageHead head) {
        if (head.key().length == 0) {
            return true;
        }
        boolean redriven = core.keys.file().isForMany(number);
        long blocker = head.previous() == 0 ? 0 : chain.blocker(number, head);
        if (blocker == 0 && !(redriven && overtakers.anyOf(head.key(), number))) {
            return true;
        }
        if (blocker != 0 && StateWord.canWait(number, blocker)) {
            letWait(number, taken, blocker);
        } else {
            settlement.postpone(number, taken, System.currentTimeMillis() + FAR_MILLIS);
        }
        return false;
    }

    private void letWait(long number, long taken, long blocker) {
        KeysFile keys = core.keys.file();
        if (core.keys.head(blocker) == null) {
            // Of whatever key: all behind it in the bucket wait for it.
            keys.noteForMany(blocker);
        }
        long waiting = StateWord.waiting(taken, number, blocker);
        if (!settlement.park(number, taken, waiting)) {
            return;
        }
        core.reached(Fault.KEY_WAITING);
        keys.waiting().lower(number);
        keys.lane(blocker).lower(number);
        core.reached(Fault.KEY_WAITING_NOTED);
        if (StateWord.isFinished(core.ledger.wordVolatile(blocker))) {
            makeReady(number, waiting);
        }
    }

    /**
     * To be called before an item ends: words that {@link #passOn} goes by, and that were damaged, are told while the
     * item is held still, so that who ends it knows that it did not. A load mostly.
     *
     * @throws QueueUnusableException when one was damaged
     */
    void ending(long number) {
        if (core.keys.isThere()) {
            KeysFile keys = core.keys.file();
            if (WaitHint.lowest(keys.lane(number).seen()) != WaitHint.NONE) {
                keys.isForMany(number);
                core.control.returnedVolatile();
            }
        }
    }

    /**
     * What waited for an item goes on. To be called when its word says that it is finished; a load mostly. Items whose
     * word was damaged are passed by: whoever counts, or offers them, tells of them.
     */
    void passOn(long number) {
        if (!core.keys.isThere()) {
            return;
        }
        KeysFile keys = core.keys.file();
        WaitHint lane = keys.lane(number);
        long seen = lane.seen();
        if (WaitHint.lowest(seen) == WaitHint.NONE || !StateWord.isFinished(core.ledger.wordVolatile(number))) {
            return;
        }
        if (!passToLowest(number, lane, seen) || keys.isForMany(number)) {
            search(number, lane, lane.seen(), keys.isForMany(number));
        }
    }

    /** Mostly there is one in the lane, and it is the one. Returns whether no other needs to be looked for. */
    private boolean passToLowest(long number, WaitHint lane, long seen) {
        long low = WaitHint.lowest(seen);
        long word = low <= core.control.frontierVolatile()
                ? core.ledger.segment(low).wordIfWhole(low)
                : 0;
        boolean waits = StateWord.isWaiting(word);
        boolean isOurs = waits && StateWord.blocker(word, low) == number;
        if (isOurs) {
            makeReady(low, word);
        }
        if (isOurs || !waits) {
            lane.advance(seen, WaitHint.isSole(seen) ? WaitHint.NONE : low + 1);
        }
        return isOurs || WaitHint.isSole(seen);
    }

    /** Looks at all that may wait in the lane until the first is found, or {@code all} are. */
    private void search(long number, WaitHint lane, long seen, boolean all) {
        long low = WaitHint.lowest(seen);
        long first = Math.max(low, number + 1);
        long[] left = {WaitHint.NONE};
        boolean toEnd = core.ledger.visitWhole(first, core.control.frontierVolatile(), (segment, item, word) -> {
            if (!StateWord.isWaiting(word)) {
                return true;
            }
            long blocker = StateWord.blocker(word, item);
            if (blocker == number) {
                makeReady(item, word);
                return all;
            }
            if (KeysFile.isSameLane(blocker, number)) {
                left[0] = Math.min(left[0], item);
            }
            return true;
        });
        if (first == low && (toEnd || left[0] != WaitHint.NONE)) {
            lane.advance(seen, left[0]);
        }
    }

    private void makeReady(long number, long waiting) {
        core.reached(Fault.KEY_PASSING_ON);
        settlement.giveBack(number, waiting, StateWord.returned(waiting, number));
    }

    /**
     * After a death or a freeze, for each word that says WAITING: whoever was to see to it may be the one. Makes it
     * READY when what it waits for is finished, and the hints anew otherwise.
     */
    void mend(long number, long waiting) {
        long blocker = StateWord.blocker(waiting, number);
        KeysFile keys = core.keys.file();
        keys.waiting().lower(number);
        keys.lane(blocker).lower(number);
        if (StateWord.isFinished(core.ledger.wordVolatile(blocker))) {
            makeReady(number, waiting);
        }
    }

    /** Before a dead letter becomes READY: what waits for another may then be its successor, or be itself. */
    void redriving(long number) {
        if (core.keys.isThere()) {
            core.keys.file().noteForMany(number);
        }
    }

    /**
     * Items that wait behind others of their key, or did and may be taken now, and are not found from the lowest that came
     * back on.
     */
    long waiting() {
        if (!core.keys.isThere()) {
            return 0;
        }
        long found = ControlFile.lowest(core.control.returnedVolatile());
        long noted = Arrays.stream(core.keys.ready())
                .filter(number -> number < found && StateWord.isReady(core.ledger.wordVolatile(number)))
                .count();
        return noted + behind();
    }

    /** Moves the hint up to the first. */
    private long behind() {
        WaitHint hint = core.keys.file().waiting();
        long seen = hint.seen();
        if (WaitHint.lowest(seen) == WaitHint.NONE) {
            return 0;
        }
        long first = Math.max(WaitHint.lowest(seen), core.control.finishedUpToVolatile() + 1);
        long[] found = {0, WaitHint.NONE};
        core.ledger.visit(first, core.control.frontierVolatile(), (segment, number, word) -> {
            if (StateWord.isWaiting(word)) {
                found[0]++;
                found[1] = Math.min(found[1], number);
            }
            return true;
        });
        hint.advance(seen, found[1]);
        return found[0];
    }
}
