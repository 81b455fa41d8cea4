package io.dishrack.engine.ledger;

import io.dishrack.ItemState;
import io.dishrack.engine.region.Sealed;

/**
 * The state of an item, in 64 bits:
 *
 * <pre>
 *  63   61 60      59 58       51 50    43 42     18    17        16      15    0
 * | state | priority | attempt   | slot   | fence   | zero   | cancelling | check |
 *                                | DELAYED: due ..............| WAITING: behind .. |
 * </pre>
 *
 * <ul>
 *   <li>state: 1 to 7; a word of zeros is damaged, and a new ledger file is full of READY words.
 *   <li>priority: as it was put with, 0 to 3, in every state.
 *   <li>attempt: hand-outs so far, this one included.
 *   <li>slot: the process slot of the taker; stays in DONE and DEAD, to tell by whom.
 *   <li>fence: differs between any two hand-outs to the same slot, so that a taker who lost the item can't settle the
 *       next hand-out: settling is a CAS from exactly the word of the claim. It wraps after 2^25 claims, of batches; an
 *       item that came back has another attempt besides, unless its own taker gave it back.
 *   <li>cancelling: its cancellation was asked for; whichever way its taker ends it, but done, it becomes CANCELLED.
 *   <li>due: {@link #DUE_MILLIS} since {@link #EPOCH_MILLIS}, rounded up; good until 2054.
 *   <li>behind: how far before it the item stands that it waits for, 34 bits of a signed number in the places of slot to
 *       cancelling, so that no word is all ones.
 *   <li>check: follows from the rest and the item's number. A damaged word, or one of another item, is no state at all.
 * </ul>
 *
 * <p>Legal transitions, each one CAS:
 *
 * <pre>
 *   READY   -> TAKEN      claim
 *   READY   -> CANCELLED  cancel
 *   TAKEN   -> DONE       done
 *   TAKEN   -> DEAD       attempts used up, or rejected
 *   TAKEN   -> DELAYED    failed; or claimed before its time
 *   TAKEN   -> READY      released; dryer died; lease lost
 *   TAKEN   -> WAITING    claimed while an earlier item of its key is unfinished
 *   TAKEN   -> TAKEN      cancelling; passing, and back
 *   TAKEN   -> CANCELLED  was cancelling; or would be READY again, but the queue was shut down now
 *   DELAYED -> READY      due
 *   DELAYED -> CANCELLED  cancel
 *   WAITING -> READY      the earlier one is finished, or may be
 *   WAITING -> CANCELLED  cancel
 *   DEAD    -> READY      redrive
 *   DEAD    -> CANCELLED  purge
 * </pre>
 *
 * <p>Every function takes the number of the item that the word belongs to.
 */
public final class StateWord {

    /** 2020-01-01T00:00:00Z. */
    public static final long EPOCH_MILLIS = 1_577_836_800_000L;

    /** How exact a due time is. */
    public static final long DUE_MILLIS = 32;

    public static final int MAX_ATTEMPT = 255;
    public static final int MAX_PRIORITY = 3;

    private static final int CHECK_BITS = 16;
    private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;
    private static final long CANCELLING = 1L << CHECK_BITS;
    private static final int FENCE_SHIFT = CHECK_BITS + 2;
    private static final long FENCE_MASK = (1L << 25) - 1;
    private static final int SLOT_SHIFT = FENCE_SHIFT + 25;
    private static final long SLOT_MASK = (1L << 8) - 1;
    private static final int ATTEMPT_SHIFT = SLOT_SHIFT + 8;
    private static final long ATTEMPT_MASK = (long) MAX_ATTEMPT << ATTEMPT_SHIFT;
    private static final int PRIORITY_SHIFT = ATTEMPT_SHIFT + 8;
    private static final int STATE_SHIFT = PRIORITY_SHIFT + 2;
    private static final long STATE_MASK = 7L << STATE_SHIFT;
    private static final long PRIORITY_MASK = (long) MAX_PRIORITY << PRIORITY_SHIFT;
    /** Of a due time or a hash, between check and attempt. */
    private static final long DUE_MASK = (1L << ATTEMPT_SHIFT - CHECK_BITS) - 1;

    private static final int BEHIND_BITS = ATTEMPT_SHIFT - CHECK_BITS - 1;
    private static final long BEHIND_MASK = (1L << BEHIND_BITS) - 1;
    /** What a damaged disk may give. */
    private static final long ONES = -1;

    private static final long READY = 1;
    private static final long TAKEN = 2;
    private static final long DELAYED = 3;
    private static final long DONE = 4;
    private static final long DEAD = 5;
    private static final long CANCELLED = 6;
    private static final long WAITING = 7;
    private static final ItemState[] STATES = {
        null,
        ItemState.READY,
        ItemState.TAKEN,
        ItemState.DELAYED,
        ItemState.DONE,
        ItemState.DEAD,
        ItemState.CANCELLED,
        ItemState.DELAYED
    };

    private StateWord() {}

    /** Whether the word is whole and belongs to the item. */
    public static boolean isWhole(long word, long number) {
        return word >>> STATE_SHIFT != 0
                && word != ONES
                && (word & CHECK_MASK) == Sealed.check(word & ~CHECK_MASK, number);
    }

    /** The state of a whole word; null of zero. A WAITING item is told as DELAYED, until others are finished. */
    public static ItemState state(long word) {
        return STATES[(int) (word >>> STATE_SHIFT)];
    }

    public static boolean isReady(long word) {
        return word >>> STATE_SHIFT == READY;
    }

    public static boolean isTaken(long word) {
        return word >>> STATE_SHIFT == TAKEN;
    }

    public static boolean isDelayed(long word) {
        return word >>> STATE_SHIFT == DELAYED;
    }

    /** Behind another of its key. */
    public static boolean isWaiting(long word) {
        return word >>> STATE_SHIFT == WAITING;
    }

    /** In nobody's hands, and not finished. */
    public static boolean isQueued(long word) {
        return !isTaken(word) && !isFinished(word);
    }

    /** DONE, DEAD or CANCELLED. */
    public static boolean isFinished(long word) {
        long code = word >>> STATE_SHIFT;
        return code >= DONE && code <= CANCELLED;
    }

    /** Whether a TAKEN item is to be cancelled. */
    public static boolean isCancelling(long word) {
        return isTaken(word) && (word & CANCELLING) != 0;
    }

    public static int priority(long word) {
        return (int) (word >>> PRIORITY_SHIFT) & MAX_PRIORITY;
    }

    public static int attempt(long word) {
        return (int) (word >>> ATTEMPT_SHIFT) & MAX_ATTEMPT;
    }

    public static int slot(long word) {
        return (int) (word >>> SLOT_SHIFT & SLOT_MASK);
    }

    /** When a DELAYED item is due, milliseconds since 1970. */
    public static long dueMillis(long word) {
        return (word >>> CHECK_BITS & DUE_MASK) * DUE_MILLIS + EPOCH_MILLIS;
    }

    /** The item that a WAITING one waits for. */
    public static long blocker(long word, long number) {
        int unused = Long.SIZE - BEHIND_BITS;
        return number - (word >>> CHECK_BITS << unused >> unused);
    }

    /** Whether {@link #waiting} can tell of this item waiting for that one. */
    public static boolean canWait(long number, long blocker) {
        return Math.abs(number - blocker) <= BEHIND_MASK >>> 1;
    }

    /** Never handed out, of the lowest priority. */
    public static long fresh(long number) {
        return fresh(number, 0);
    }

    /** Never handed out; {@code priority} is 0 to {@link #MAX_PRIORITY}. */
    public static long fresh(long number, int priority) {
        return seal(READY << STATE_SHIFT | (long) priority << PRIORITY_SHIFT, number);
    }

    /** Handed to a taker; {@code from} is READY. The attempt sticks at its maximum. */
    public static long taken(long from, long number, int slot, long fence) {
        int attempt = Math.min(attempt(from) + 1, MAX_ATTEMPT);
        return seal(
                TAKEN << STATE_SHIFT
                        | from & PRIORITY_MASK
                        | (long) attempt << ATTEMPT_SHIFT
                        | (long) slot << SLOT_SHIFT
                        | (fence & FENCE_MASK) << FENCE_SHIFT,
                number);
    }

    /** In the same hands, but with the attempt not counted should they let go of it. */
    public static long passing(long taken, long number) {
        long attempt = Math.max(attempt(taken) - 1, 0);
        return seal(taken & ~CHECK_MASK & ~ATTEMPT_MASK | attempt << ATTEMPT_SHIFT, number);
    }

    /** To be cancelled by its taker. */
    public static long cancelling(long taken, long number) {
        return seal(taken & ~CHECK_MASK | CANCELLING, number);
    }

    public static long done(long taken, long number) {
        return withState(taken, DONE, number);
    }

    public static long dead(long taken, long number) {
        return withState(taken, DEAD, number);
    }

    public static long cancelled(long word, long number) {
        return withState(word, CANCELLED, number);
    }

    /** Ready again, the attempt counted. */
    public static long returned(long word, long number) {
        return ready(word, attempt(word), number);
    }

    /** Ready again as if it had not been handed out. */
    public static long released(long taken, long number) {
        return ready(taken, Math.max(attempt(taken) - 1, 0), number);
    }

    /** Ready again with all attempts before it, as if it had never been handed out. */
    public static long redriven(long dead, long number) {
        return ready(dead, 0, number);
    }

    /** To be ready at that time, the attempt counted. */
    public static long delayed(long taken, long number, long dueMillis) {
        return delayed(taken, attempt(taken), number, dueMillis);
    }

    /** To be ready at that time, as if it had not been handed out. */
    public static long postponed(long taken, long number, long dueMillis) {
        return delayed(taken, Math.max(attempt(taken) - 1, 0), number, dueMillis);
    }

    /** Behind another of its key, as if it had not been handed out. Assumes {@link #canWait}. */
    public static long waiting(long taken, long number, long blocker) {
        return seal(
                WAITING << STATE_SHIFT
                        | taken & PRIORITY_MASK
                        | (long) Math.max(attempt(taken) - 1, 0) << ATTEMPT_SHIFT
                        | (number - blocker & BEHIND_MASK) << CHECK_BITS,
                number);
    }

    private static long delayed(long taken, int attempt, long number, long dueMillis) {
        long due = (Math.max(dueMillis - EPOCH_MILLIS, 0) + DUE_MILLIS - 1) / DUE_MILLIS;
        return seal(
                DELAYED << STATE_SHIFT
                        | taken & PRIORITY_MASK
                        | (long) attempt << ATTEMPT_SHIFT
                        | Math.min(due, DUE_MASK) << CHECK_BITS,
                number);
    }

    private static long ready(long word, int attempt, long number) {
        return seal(READY << STATE_SHIFT | word & PRIORITY_MASK | (long) attempt << ATTEMPT_SHIFT, number);
    }

    /** A request to cancel is over with the hand-out. */
    private static long withState(long word, long state, long number) {
        return seal(word & ~STATE_MASK & ~CANCELLING & ~CHECK_MASK | state << STATE_SHIFT, number);
    }

    private static long seal(long body, long number) {
        return body | Sealed.check(body, number);
    }
}
