package io.dishrack.engine.ledger;

import io.dishrack.ItemState;
import io.dishrack.engine.region.Sealed;

/**
 * The state of an item, in 64 bits:
 *
 * <pre>
 *  63    60 59       52 51    44 43      16 15    0
 * | state  | attempt   | slot   | fence    | check |
 * |        |           | for DELAYED: due  |       |
 * </pre>
 *
 * <ul>
 *   <li>state: 1 to 6; a word of zeros is damaged, and a new ledger file is full of READY words.
 *   <li>attempt: hand-outs so far, this one included.
 *   <li>slot: the process slot of the taker; stays in DONE and DEAD, to tell by whom.
 *   <li>fence: differs between any two hand-outs to the same slot, so that a taker who lost the item can't settle the
 *       next hand-out: settling is a CAS from exactly the word of the claim. It wraps after 2^28 claims, of batches.
 *   <li>due: {@link #DUE_MILLIS} since {@link #EPOCH_MILLIS}, rounded up; good until 2089.
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
 *   TAKEN   -> DELAYED    failed
 *   TAKEN   -> READY      released; dryer died; lease lost
 *   TAKEN   -> CANCELLED  would be READY again, but the queue was shut down now
 *   DELAYED -> READY      due
 *   DELAYED -> CANCELLED  cancel
 *   DEAD    -> READY      redrive
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

    private static final int STATE_SHIFT = 60;
    private static final int ATTEMPT_SHIFT = 52;
    private static final int SLOT_SHIFT = 44;
    private static final long SLOT_MASK = (1L << 8) - 1;
    private static final int FENCE_SHIFT = 16;
    private static final long FENCE_MASK = (1L << 28) - 1;
    private static final long DUE_MASK = (1L << 36) - 1;
    private static final long CHECK_MASK = (1L << FENCE_SHIFT) - 1;

    private static final long READY = 1;
    private static final long TAKEN = 2;
    private static final long DELAYED = 3;
    private static final long DONE = 4;
    private static final long DEAD = 5;
    private static final long CANCELLED = 6;
    private static final ItemState[] STATES = {
        null, ItemState.READY, ItemState.TAKEN, ItemState.DELAYED, ItemState.DONE, ItemState.DEAD, ItemState.CANCELLED
    };

    private StateWord() {}

    /** Whether the word is whole, in a state that this version knows, and belongs to the item. */
    public static boolean isWhole(long word, long number) {
        long code = word >>> STATE_SHIFT;
        return code >= READY && code <= CANCELLED && (word & CHECK_MASK) == Sealed.check(word & ~CHECK_MASK, number);
    }

    /** The state of a whole word; null for other codes. */
    public static ItemState state(long word) {
        int code = (int) (word >>> STATE_SHIFT);
        return code < STATES.length ? STATES[code] : null;
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

    /** DONE, DEAD or CANCELLED. */
    public static boolean isFinished(long word) {
        long code = word >>> STATE_SHIFT;
        return code >= DONE && code <= CANCELLED;
    }

    public static int attempt(long word) {
        return (int) (word >>> ATTEMPT_SHIFT) & MAX_ATTEMPT;
    }

    public static int slot(long word) {
        return (int) (word >>> SLOT_SHIFT & SLOT_MASK);
    }

    /** When a DELAYED item is due, milliseconds since 1970. */
    public static long dueMillis(long word) {
        return (word >>> FENCE_SHIFT & DUE_MASK) * DUE_MILLIS + EPOCH_MILLIS;
    }

    /** Never handed out. */
    public static long fresh(long number) {
        return seal(READY << STATE_SHIFT, number);
    }

    /** Handed to a taker; {@code from} is READY. The attempt sticks at its maximum. */
    public static long taken(long from, long number, int slot, long fence) {
        int attempt = Math.min(attempt(from) + 1, MAX_ATTEMPT);
        return seal(
                TAKEN << STATE_SHIFT
                        | (long) attempt << ATTEMPT_SHIFT
                        | (long) slot << SLOT_SHIFT
                        | (fence & FENCE_MASK) << FENCE_SHIFT,
                number);
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
        return ready(attempt(word), number);
    }

    /** Ready again as if it had not been handed out. */
    public static long released(long taken, long number) {
        return ready(Math.max(attempt(taken) - 1, 0), number);
    }

    /** Ready again with all attempts before it, as if it had never been handed out. */
    public static long redriven(long number) {
        return ready(0, number);
    }

    public static long delayed(long taken, long number, long dueMillis) {
        long due = (Math.max(dueMillis - EPOCH_MILLIS, 0) + DUE_MILLIS - 1) / DUE_MILLIS;
        return seal(
                DELAYED << STATE_SHIFT
                        | (long) attempt(taken) << ATTEMPT_SHIFT
                        | Math.min(due, DUE_MASK) << FENCE_SHIFT,
                number);
    }

    private static long ready(int attempt, long number) {
        return seal(READY << STATE_SHIFT | (long) attempt << ATTEMPT_SHIFT, number);
    }

    private static long withState(long word, long state, long number) {
        return seal(word & ~(0xFL << STATE_SHIFT) & ~CHECK_MASK | state << STATE_SHIFT, number);
    }

    private static long seal(long body, long number) {
        return body | Sealed.check(body, number);
    }
}
