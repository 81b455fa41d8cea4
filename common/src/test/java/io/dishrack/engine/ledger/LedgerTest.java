package io.dishrack.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of state words. */
final class LedgerTest {

    private static final int ITEMS = 8;
    private static final long QUEUE = 0x1234_5678_9ABC_DEF0L;
    private static final int SLOTS = 16;

    @TempDir
    Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new Ledger(folder, ITEMS, QUEUE, true);
    }

    private static long fresh(long number) {
        return StateWord.fresh(number);
    }

    private static long taken(long number, long fence) {
        return StateWord.taken(fresh(number), number, 1, fence);
    }

    private LedgerSegment filled(long number) {
        ledger.prepare(number);
        return ledger.segment(number);
    }

    @Test
    void theOffsetsOfVersionThreeStandWhereTheyStood() {
        assertEquals(0x44454C4853494403L, LedgerDescriptor.VERSION);
        assertEquals(
                List.of(0, 8, 16, 24, 32, 64, 72, 80, 88, 128, 256, 384, 512, 520, 528, 4096),
                List.of(
                        LedgerDescriptor.VERSION_OFFSET,
                        LedgerDescriptor.SEGMENT_OFFSET,
                        LedgerDescriptor.ITEMS_OFFSET,
                        LedgerDescriptor.QUEUE_ID_OFFSET,
                        LedgerDescriptor.CHECK_OFFSET,
                        LedgerDescriptor.COMPLETE_OFFSET,
                        LedgerDescriptor.DONE_OFFSET,
                        LedgerDescriptor.DEAD_OFFSET,
                        LedgerDescriptor.CANCELLED_OFFSET,
                        LedgerDescriptor.DIRTY_OFFSET,
                        LedgerDescriptor.FLUSHED_OFFSET,
                        LedgerDescriptor.PUT_OFFSET,
                        LedgerDescriptor.ALL_DONE_OFFSET,
                        LedgerDescriptor.ALL_DEAD_OFFSET,
                        LedgerDescriptor.ALL_CANCELLED_OFFSET,
                        LedgerDescriptor.WORDS_OFFSET));
        assertEquals(4096 + 8 * 8, LedgerDescriptor.length(ITEMS));
        assertEquals(4096 + 8 * 7, LedgerDescriptor.wordOffset(7));
    }

    @Test
    void itemsLieInTheFileOfTheirNumber() {
        ledger.prepare(1);
        ledger.prepare(ITEMS);
        assertFalse(Files.exists(folder.resolve("00000001.ledger")));
        ledger.prepare(ITEMS + 1);
        assertTrue(Files.exists(folder.resolve("00000000.ledger")));
        assertTrue(Files.exists(folder.resolve("00000001.ledger")));
        assertEquals(1, ledger.segment(ITEMS).first());
        assertEquals(ITEMS, ledger.segment(ITEMS).last());
        assertEquals(ITEMS + 1, ledger.segment(ITEMS + 1).first());
    }

    @Test
    void aWordChangesOnlyFromWhatWasExpectedAndOthersStay() {
        ledger.prepare(1);
        ledger.prepare(ITEMS + 1);
        assertTrue(ledger.casWord(3, fresh(3), taken(3, 33)));
        assertFalse(ledger.casWord(3, fresh(3), taken(3, 44)));
        assertTrue(ledger.casWord(ITEMS + 3, fresh(ITEMS + 3), taken(ITEMS + 3, 55)));
        for (long number = 1; number <= 2 * ITEMS; number++) {
            long expected = number == 3 ? taken(3, 33) : number == ITEMS + 3 ? taken(number, 55) : fresh(number);
            assertEquals(expected, ledger.wordVolatile(number));
        }
    }

    @Test
    void anotherLedgerOnTheSameFilesSeesTheSameWords() {
        ledger.prepare(1);
        ledger.casWord(1, fresh(1), taken(1, 77));
        Ledger other = new Ledger(folder, ITEMS, QUEUE, false);
        assertEquals(taken(1, 77), other.wordVolatile(1));
        ledger.casWord(1, taken(1, 77), taken(1, 78));
        assertEquals(taken(1, 78), other.wordVolatile(1));
    }

    @Test
    void moreFilesThanStayMappedAreAllReachable() {
        int last = 100 * ITEMS;
        for (long number = 1; number <= last; number++) {
            ledger.prepare(number);
            ledger.casWord(number, fresh(number), taken(number, number));
        }
        for (long number = last; number >= 1; number--) {
            assertEquals(taken(number, number), ledger.wordVolatile(number));
        }
    }

    @Test
    void aCompleteFileTellsItsTotalsWithoutItsWords() {
        LedgerSegment segment = filled(1);
        for (long number = 1; number <= ITEMS; number++) {
            long taken = taken(number, 1);
            long end = number == 1
                    ? StateWord.dead(taken, 1)
                    : number == 2 ? StateWord.cancelled(fresh(2), 2) : StateWord.done(taken, number);
            segment.casWord(number, fresh(number), end);
        }
        Tally counted = new Tally(SLOTS);
        segment.count(ITEMS, counted);
        assertFalse(segment.isComplete());
        segment.noteTotals(counted);
        segment.complete();
        assertTrue(segment.isComplete());
        Tally told = new Tally(SLOTS);
        new Ledger(folder, ITEMS, QUEUE, false).segment(1).count(ITEMS, told);
        assertEquals(6, told.done());
        assertEquals(1, told.dead());
        assertEquals(1, told.cancelled());
        assertEquals(8, told.finished());
    }

    @Test
    void aCountEndsWhereItIsToldTo() {
        LedgerSegment segment = filled(1);
        segment.casWord(2, fresh(2), StateWord.taken(fresh(2), 2, 3, 1));
        segment.casWord(5, fresh(5), StateWord.taken(fresh(5), 5, 4, 1));
        Tally tally = new Tally(SLOTS);
        segment.count(4, tally);
        assertEquals(1, tally.taken(3));
        assertEquals(0, tally.taken(4));
        assertEquals(3, tally.of(ItemState.READY));
    }

    @Test
    void aFileOfAnotherSegmentIsRefused() throws IOException {
        filled(1);
        Files.copy(folder.resolve("00000000.ledger"), folder.resolve("00000003.ledger"));
        assertRefused(3 * ITEMS + 1, "00000003.ledger");
    }

    @Test
    void aFileOfALaterVersionIsRefused() throws IOException {
        filled(1);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("00000000.ledger").toFile(), "rw")) {
            file.write(4);
        }
        assertRefused(1, "00000000.ledger");
    }

    @Test
    void aFileThatWasLostIsNotMadeAnew() throws IOException {
        filled(1);
        Files.delete(folder.resolve("00000000.ledger"));
        Ledger again = new Ledger(folder, ITEMS, QUEUE, true);
        QueueUnusableException refused = assertThrows(QueueUnusableException.class, () -> again.prepare(3));
        assertTrue(refused.getMessage().contains("00000000.ledger"), refused.getMessage());
        assertFalse(Files.exists(folder.resolve("00000000.ledger")));
    }

    @Test
    void aFileOfAnotherQueueIsRefused() {
        filled(1);
        ledger = new Ledger(folder, ITEMS, QUEUE + 1, true);
        assertTrue(assertThrows(QueueUnusableException.class, () -> ledger.wordVolatile(1))
                .getMessage()
                .contains("00000000.ledger"));
    }

    @Test
    void everyFlippedBitOfAWordIsFoundOut() throws IOException {
        LedgerSegment segment = filled(1);
        segment.casWord(2, fresh(2), StateWord.done(taken(2, 7), 2));
        Path file = folder.resolve("00000000.ledger");
        for (int bit = 0; bit < Long.SIZE; bit++) {
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            damaged[LedgerDescriptor.wordOffset(1) + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            assertRefused(2, "number=2");
            assertEquals(fresh(3), segment.wordVolatile(3));
            Files.write(file, whole);
        }
        assertEquals(StateWord.done(taken(2, 7), 2), segment.wordVolatile(2));
    }

    @Test
    void theTotalsOfAReopenedFileMeanNothing() {
        LedgerSegment segment = filled(1);
        segment.noteTotals(new Tally(SLOTS));
        segment.complete();
        segment.reopen();
        Tally tally = new Tally(SLOTS);
        segment.count(ITEMS, tally);
        assertEquals(ITEMS, tally.of(ItemState.READY));
    }

    @Test
    void aFileThatWasCutShortIsRefused() throws IOException {
        filled(1);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("00000000.ledger").toFile(), "rw")) {
            file.setLength(4096);
        }
        assertRefused(1, "00000000.ledger");
    }

    private void assertRefused(long number, String named) {
        Ledger again = new Ledger(folder, ITEMS, QUEUE, true);
        QueueUnusableException refused = assertThrows(QueueUnusableException.class, () -> again.wordVolatile(number));
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }
}
