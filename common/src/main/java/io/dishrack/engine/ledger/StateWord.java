package io.dishrack.engine.ledger;

import io.dishrack.ItemState;

/**
 * The state of an item, in 64 bits:
 *
 * <pre>
 *  63    60 59      58       51 50       41 40                                   0
 * | state  | begun | attempt   | slot      | fence; for DELAYED: due time         |
 * </pre>
 *
 * <ul>
 *   <li>Zero is READY, never handed out: a word that was never written is right.
 *   <li>attempt: hand-outs so far, this one included.
 *   <li>slot: the process slot of the taker; stays in DONE and DEAD, to tell by whom.
 *   <li>fence: differs between any two hand-outs to the same slot, so that a taker who lost the item can't settle the
 *       next hand-out: settling is a CAS from exactly the word of the claim. It wraps after 2^41 claims.
 *   <li>due time: milliseconds since {@link #EPOCH_MILLIS}, good until 2089.
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
 */
public final class StateWord {

    /** 2020-01-01T00:00:00Z. */
    public static final long EPOCH_MILLIS = 1_577_836_800_000L;

    public static final int MAX_ATTEMPT = 255;

    private static final int STATE_SHIFT = 60;
    private static final long BEGUN = 1L << 59;
    private static final int ATTEMPT_SHIFT = 51;
    private static final int SLOT_SHIFT = 41;
    private static final long SLOT_MASK = (1L << 10) - 1;
    private static final long FENCE_MASK = (1L << SLOT_SHIFT) - 1;

    private static final long READY = 0;
    private static final long TAKEN = 1;
    private static final long DELAYED = 2;
    private static final long DONE = 3;
    private static final long DEAD = 4;
    private static final long CANCELLED = 5;
    private static final ItemState[] STATES = {
        ItemState.READY, ItemState.TAKEN, ItemState.DELAYED, ItemState.DONE, ItemState.DEAD, ItemState.CANCELLED
    };

    private StateWord() {}

    /** The state, or null when the bits are none that this version knows. */
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

    /** DONE, DEAD or CANCELLED. An unknown code is not finished: join rather waits than returns early. */
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
        return (word & FENCE_MASK) + EPOCH_MILLIS;
    }

    /** Handed to a taker; {@code from} is READY. The attempt sticks at its maximum. */
    public static long taken(long from, int slot, long fence) {
        int attempt = Math.min(attempt(from) + 1, MAX_ATTEMPT);
        return TAKEN << STATE_SHIFT
                | BEGUN
                | (long) attempt << ATTEMPT_SHIFT
                | (long) slot << SLOT_SHIFT
                | fence & FENCE_MASK;
    }

    public static long done(long taken) {
        return withState(taken, DONE);
    }

    public static long dead(long taken) {
        return withState(taken, DEAD);
    }

    public static long cancelled(long word) {
        return withState(word, CANCELLED);
    }

    /** Ready again, the attempt counted. */
    public static long returned(long word) {
        return READY << STATE_SHIFT | (long) attempt(word) << ATTEMPT_SHIFT;
    }

    /** Ready again as if it had not been handed out. */
    public static long released(long taken) {
        return READY << STATE_SHIFT | (long) Math.max(attempt(taken) - 1, 0) << ATTEMPT_SHIFT;
    }

    /** Ready again with all attempts before it, as if it had never been handed out. */
    public static long redriven(long dead) {
        return READY << STATE_SHIFT;
    }

    public static long delayed(long taken, long dueMillis) {
        return DELAYED << STATE_SHIFT
                | (long) attempt(taken) << ATTEMPT_SHIFT
                | Math.max(dueMillis - EPOCH_MILLIS, 0) & FENCE_MASK;
    }

    private static long withState(long word, long state) {
        return word & ~(0xFL << STATE_SHIFT) | state << STATE_SHIFT;
    }
}
