package io.dishrack.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packing of an item's state. The literals freeze version 3 of the format. */
final class StateWordTest {

    private static final long N = 7;
    private static final int LAST_SLOT = (1 << 8) - 1;
    private static final long LAST_FENCE = (1L << 25) - 1;
    private static final long FRESH = StateWord.fresh(N);

    private static long taken(long from, int slot, long fence) {
        return StateWord.taken(from, N, slot, fence);
    }

    @Test
    void aFreshWordIsReadyAndNeverHandedOut() {
        assertEquals(ItemState.READY, StateWord.state(FRESH));
        assertTrue(StateWord.isReady(FRESH));
        assertFalse(StateWord.isFinished(FRESH));
        assertEquals(0, StateWord.attempt(FRESH));
        assertTrue(StateWord.isWhole(FRESH, N));
    }

    @Test
    void theBitsOfVersionThreeStandWhereTheyStood() {
        long taken = taken(FRESH, 5, 9);
        assertEquals(
                List.of(
                        "2000000000006e01",
                        "400828000024e264",
                        "800828000024ef27",
                        "a008280000247599",
                        "200800000000e801",
                        "2000000000006e01",
                        "6008000000076ed2",
                        "c00000000000c135",
                        "300000000000b139",
                        "5008280000247f2b",
                        "400828000025d753",
                        "600000000007c6c2",
                        "e000000000071395"),
                Stream.of(
                                FRESH,
                                taken,
                                StateWord.done(taken, N),
                                StateWord.dead(taken, N),
                                StateWord.returned(taken, N),
                                StateWord.released(taken, N),
                                StateWord.delayed(taken, N, StateWord.EPOCH_MILLIS + 7 * StateWord.DUE_MILLIS),
                                StateWord.cancelled(FRESH, N),
                                StateWord.fresh(N, 2),
                                StateWord.taken(StateWord.fresh(N, 2), N, 5, 9),
                                StateWord.cancelling(taken, N),
                                StateWord.postponed(taken, N, StateWord.EPOCH_MILLIS + 7 * StateWord.DUE_MILLIS),
                                StateWord.waiting(taken, N, N - 7))
                        .map(Long::toHexString)
                        .toList());
        assertEquals(1_577_836_800_000L, StateWord.EPOCH_MILLIS);
    }

    @Test
    void aWordIsWholeForItsOwnItemOnlyAndWithEveryBit() {
        long word = StateWord.done(taken(FRESH, 5, 9), N);
        assertTrue(StateWord.isWhole(word, N));
        assertFalse(StateWord.isWhole(word, N + 1));
        assertFalse(StateWord.isWhole(word, N + (1L << 18)));
        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertFalse(StateWord.isWhole(word ^ 1L << bit, N), "bit " + bit);
        }
        assertFalse(StateWord.isWhole(0, N));
        assertFalse(StateWord.isWhole(-1, N));
    }

    @Test
    void noItemHasAWordOfZerosOrOnes() {
        for (long number = 1; number < 1_000_000; number++) {
            assertFalse(StateWord.isWhole(0, number));
            assertFalse(StateWord.isWhole(-1, number));
        }
    }

    @Test
    void theFieldsKeepTheirExtremesApart() {
        for (int slot : new int[] {0, 1, LAST_SLOT}) {
            for (long fence : new long[] {0, 1, LAST_FENCE}) {
                long word = taken(StateWord.returned(taken(FRESH, LAST_SLOT, LAST_FENCE), N), slot, fence);
                assertTrue(StateWord.isTaken(word));
                assertEquals(2, StateWord.attempt(word));
                assertEquals(slot, StateWord.slot(word));
                assertEquals(slot, StateWord.slot(StateWord.done(word, N)));
                assertEquals(2, StateWord.attempt(StateWord.dead(word, N)));
                assertEquals(ItemState.DONE, StateWord.state(StateWord.done(word, N)));
                assertEquals(ItemState.DEAD, StateWord.state(StateWord.dead(word, N)));
                assertTrue(StateWord.isWhole(StateWord.dead(word, N), N));
            }
        }
    }

    @Test
    void twoHandOutsNeverLookTheSame() {
        long first = taken(FRESH, 3, 100);
        assertNotEquals(first, taken(StateWord.released(first, N), 3, 101));
        assertNotEquals(first, taken(StateWord.returned(first, N), 3, 100));
        assertNotEquals(first, taken(FRESH, 4, 100));
    }

    @Test
    void theAttemptIsCountedByReturnedAndDelayedAndTakenBackByReleased() {
        long second = taken(StateWord.returned(taken(FRESH, 1, 1), N), 1, 2);
        assertEquals(2, StateWord.attempt(StateWord.returned(second, N)));
        assertEquals(2, StateWord.attempt(StateWord.delayed(second, N, System.currentTimeMillis())));
        assertEquals(1, StateWord.attempt(StateWord.released(second, N)));
    }

    @Test
    void theAttemptSticksAtItsMaximum() {
        long word = FRESH;
        for (int i = 1; i <= 300; i++) {
            word = taken(StateWord.returned(word, N), 1, i);
            assertEquals(Math.min(i, StateWord.MAX_ATTEMPT), StateWord.attempt(word));
            assertTrue(StateWord.isTaken(word));
            assertEquals(1, StateWord.slot(word));
        }
    }

    @Test
    void theDueTimeIsNeverTooEarlyAndHardlyTooLate() {
        long taken = taken(FRESH, LAST_SLOT, LAST_FENCE);
        for (long due : new long[] {StateWord.EPOCH_MILLIS, 1_800_000_000_123L, 2_600_000_000_000L}) {
            long delayed = StateWord.delayed(taken, N, due);
            assertTrue(StateWord.isDelayed(delayed));
            assertTrue(StateWord.isWhole(delayed, N));
            long late = StateWord.dueMillis(delayed) - due;
            assertTrue(late >= 0 && late < StateWord.DUE_MILLIS, "late by " + late);
            assertEquals(1, StateWord.attempt(delayed));
        }
    }

    @Test
    void onlyDoneDeadAndCancelledAreFinished() {
        long taken = taken(FRESH, 1, 1);
        assertFalse(StateWord.isFinished(taken));
        assertFalse(StateWord.isFinished(StateWord.returned(taken, N)));
        assertFalse(StateWord.isFinished(StateWord.delayed(taken, N, System.currentTimeMillis())));
        assertTrue(StateWord.isFinished(StateWord.done(taken, N)));
        assertTrue(StateWord.isFinished(StateWord.dead(taken, N)));
        assertTrue(StateWord.isFinished(StateWord.cancelled(FRESH, N)));
    }

    @Test
    void thePriorityStaysThroughTheWholeLife() {
        for (int priority = 0; priority <= StateWord.MAX_PRIORITY; priority++) {
            long fresh = StateWord.fresh(N, priority);
            long taken = taken(fresh, LAST_SLOT, LAST_FENCE);
            long dead = StateWord.dead(taken, N);
            for (long word : new long[] {
                fresh,
                taken,
                dead,
                StateWord.cancelling(taken, N),
                StateWord.returned(taken, N),
                StateWord.released(taken, N),
                StateWord.redriven(dead, N),
                StateWord.delayed(taken, N, System.currentTimeMillis()),
                StateWord.postponed(taken, N, System.currentTimeMillis()),
                StateWord.waiting(taken, N, N - 1),
                StateWord.cancelled(taken, N),
            }) {
                assertEquals(priority, StateWord.priority(word));
                assertTrue(StateWord.isWhole(word, N));
            }
        }
    }

    @Test
    void aRequestToCancelIsOverWithTheHandOut() {
        long taken = StateWord.taken(FRESH, N, LAST_SLOT, LAST_FENCE);
        assertFalse(StateWord.isCancelling(taken));
        long cancelling = StateWord.cancelling(taken, N);
        assertTrue(StateWord.isCancelling(cancelling));
        assertEquals(cancelling, StateWord.cancelling(cancelling, N));
        assertEquals(LAST_SLOT, StateWord.slot(cancelling));
        assertFalse(StateWord.isCancelling(StateWord.waiting(cancelling, N, N - 1)));
        assertEquals(StateWord.done(taken, N), StateWord.done(cancelling, N));
        assertEquals(StateWord.dead(taken, N), StateWord.dead(cancelling, N));
        assertEquals(StateWord.cancelled(taken, N), StateWord.cancelled(cancelling, N));
    }

    @Test
    void aWaitingItemTellsForWhomItWaitsAndIsToldAsDelayed() {
        for (long blocker : new long[] {N - 1, 1, N + 1, N - (1L << 33) + 1, N + (1L << 33) - 1}) {
            assertTrue(StateWord.canWait(N, blocker));
            long waiting = StateWord.waiting(taken(taken(FRESH, 1, 1), 2, 2), N, blocker);
            assertTrue(StateWord.isWaiting(waiting));
            assertFalse(StateWord.isDelayed(waiting));
            assertEquals(ItemState.DELAYED, StateWord.state(waiting));
            assertEquals(blocker, StateWord.blocker(waiting, N));
            assertEquals(1, StateWord.attempt(waiting));
            assertFalse(StateWord.isFinished(waiting));
        }
        assertFalse(StateWord.canWait(1, 1L << 34));
    }
}
