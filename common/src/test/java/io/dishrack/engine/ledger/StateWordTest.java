package io.dishrack.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import org.junit.jupiter.api.Test;

/** The packing of an item's state. The literals freeze version 1 of the format. */
final class StateWordTest {

    private static final int LAST_SLOT = (1 << 10) - 1;
    private static final long LAST_FENCE = (1L << 41) - 1;

    @Test
    void aWordThatWasNeverWrittenIsReadyAndNeverHandedOut() {
        assertEquals(ItemState.READY, StateWord.state(0));
        assertTrue(StateWord.isReady(0));
        assertFalse(StateWord.isFinished(0));
        assertEquals(0, StateWord.attempt(0));
    }

    @Test
    void theBitsOfVersionOneStandWhereTheyStood() {
        long taken = StateWord.taken(0, 5, 9);
        assertEquals(0x1808_0A00_0000_0009L, taken);
        assertEquals(0x3808_0A00_0000_0009L, StateWord.done(taken));
        assertEquals(0x4808_0A00_0000_0009L, StateWord.dead(taken));
        assertEquals(0x0008_0000_0000_0000L, StateWord.returned(taken));
        assertEquals(0x0000_0000_0000_0000L, StateWord.released(taken));
        assertEquals(0x2008_0000_0000_0007L, StateWord.delayed(taken, StateWord.EPOCH_MILLIS + 7));
        assertEquals(0x5000_0000_0000_0000L, StateWord.cancelled(0));
        assertEquals(1_577_836_800_000L, StateWord.EPOCH_MILLIS);
    }

    @Test
    void theFieldsKeepTheirExtremesApart() {
        for (int slot : new int[] {0, 1, LAST_SLOT}) {
            for (long fence : new long[] {0, 1, LAST_FENCE}) {
                long word = StateWord.taken(StateWord.returned(StateWord.taken(0, LAST_SLOT, LAST_FENCE)), slot, fence);
                assertTrue(StateWord.isTaken(word));
                assertEquals(2, StateWord.attempt(word));
                assertEquals(slot, StateWord.slot(word));
                assertEquals(slot, StateWord.slot(StateWord.done(word)));
                assertEquals(2, StateWord.attempt(StateWord.dead(word)));
                assertEquals(ItemState.DONE, StateWord.state(StateWord.done(word)));
                assertEquals(ItemState.DEAD, StateWord.state(StateWord.dead(word)));
            }
        }
    }

    @Test
    void twoHandOutsNeverLookTheSame() {
        long first = StateWord.taken(0, 3, 100);
        assertNotEquals(first, StateWord.taken(StateWord.released(first), 3, 101));
        assertNotEquals(first, StateWord.taken(StateWord.returned(first), 3, 100));
        assertNotEquals(first, StateWord.taken(0, 4, 100));
    }

    @Test
    void theAttemptIsCountedByReturnedAndDelayedAndTakenBackByReleased() {
        long second = StateWord.taken(StateWord.returned(StateWord.taken(0, 1, 1)), 1, 2);
        assertEquals(2, StateWord.attempt(StateWord.returned(second)));
        assertEquals(2, StateWord.attempt(StateWord.delayed(second, System.currentTimeMillis())));
        assertEquals(1, StateWord.attempt(StateWord.released(second)));
    }

    @Test
    void theAttemptSticksAtItsMaximum() {
        long word = 0;
        for (int i = 1; i <= 300; i++) {
            word = StateWord.taken(StateWord.returned(word), 1, i);
            assertEquals(Math.min(i, StateWord.MAX_ATTEMPT), StateWord.attempt(word));
            assertTrue(StateWord.isTaken(word));
            assertEquals(1, StateWord.slot(word));
        }
    }

    @Test
    void theDueTimeComesBackToTheMillisecond() {
        long taken = StateWord.taken(0, LAST_SLOT, LAST_FENCE);
        for (long due : new long[] {StateWord.EPOCH_MILLIS, 1_800_000_000_123L, 3_700_000_000_000L}) {
            long delayed = StateWord.delayed(taken, due);
            assertTrue(StateWord.isDelayed(delayed));
            assertEquals(due, StateWord.dueMillis(delayed));
            assertEquals(1, StateWord.attempt(delayed));
        }
    }

    @Test
    void onlyDoneDeadAndCancelledAreFinished() {
        long taken = StateWord.taken(0, 1, 1);
        assertFalse(StateWord.isFinished(taken));
        assertFalse(StateWord.isFinished(StateWord.returned(taken)));
        assertFalse(StateWord.isFinished(StateWord.delayed(taken, System.currentTimeMillis())));
        assertTrue(StateWord.isFinished(StateWord.done(taken)));
        assertTrue(StateWord.isFinished(StateWord.dead(taken)));
        assertTrue(StateWord.isFinished(StateWord.cancelled(0)));
    }

    @Test
    void aCodeOfALaterVersionIsNoStateAndNeverFinished() {
        for (long code = 6; code < 16; code++) {
            long word = code << 60;
            assertNull(StateWord.state(word));
            assertFalse(StateWord.isFinished(word));
            assertFalse(StateWord.isReady(word));
            assertFalse(StateWord.isTaken(word));
        }
    }
}
