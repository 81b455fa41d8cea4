package io.dishrack.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared words, and what is refused instead of used. */
final class ControlFileTest {

    @TempDir
    Path folder;

    private ControlFile create() {
        return ControlFile.create(folder, new ControlFile.Header(7, 8, 65_536, 9, 6), 5);
    }

    @Test
    void aNewFileHoldsWhatItWasMadeWith() {
        create();
        ControlFile control = ControlFile.open(folder, false);
        assertEquals(7, control.maxSize());
        assertEquals(8, control.ledgerItems());
        assertEquals(65_536, control.segmentBytes());
        assertEquals(5, control.bootId());
        assertEquals(6, control.createdMillis());
        assertEquals(0, control.publishedVolatile());
        assertEquals(0, control.frontierVolatile());
        assertEquals(ControlFile.OPEN, control.shutdownVolatile());
        assertEquals(ControlFile.NONE_RETURNED, ControlFile.lowest(control.returnedVolatile()));
        assertEquals(ControlFile.NONE_DUE, control.nextDueVolatile());
        assertEquals(9, control.queueId());
    }

    @Test
    void aHeaderThatNoQueueIsMadeWithIsRefusedThoughItsCheckIsRight() throws Exception {
        for (ControlFile.Header header : List.of(
                new ControlFile.Header(0, 0, 65_536, 9, 6),
                new ControlFile.Header(0, 1L << 40, 65_536, 9, 6),
                new ControlFile.Header(0, 8, 0, 9, 6),
                new ControlFile.Header(-1, 8, 65_536, 9, 6))) {
            Files.write(folder.resolve(ControlFile.NAME), ControlFile.content(header, 5));
            QueueUnusableException refused =
                    assertThrows(QueueUnusableException.class, () -> ControlFile.open(folder, false));
            assertTrue(refused.getMessage().startsWith("impossible header: "), refused.getMessage());
        }
    }

    @Test
    void theLowestReturnedNumberStays() {
        ControlFile control = create();
        control.lowerReturned(9);
        control.lowerReturned(4);
        control.lowerReturned(6);
        assertEquals(4, ControlFile.lowest(control.returnedVolatile()));
    }

    @Test
    void aScanDoesNotWipeAHintThatCameMeanwhile() {
        ControlFile control = create();
        control.lowerReturned(4);
        long seen = control.returnedVolatile();
        control.lowerReturned(4);
        control.advanceReturned(seen, ControlFile.NONE_RETURNED);
        assertEquals(4, ControlFile.lowest(control.returnedVolatile()));
        control.advanceReturned(control.returnedVolatile(), ControlFile.NONE_RETURNED);
        assertEquals(ControlFile.NONE_RETURNED, ControlFile.lowest(control.returnedVolatile()));
    }

    @Test
    void theVersionOfTheHintWrapsWithoutHarm() {
        ControlFile control = create();
        for (int i = 0; i < 70_000; i++) {
            control.lowerReturned(1_000_000_000_000L - i);
        }
        assertEquals(1_000_000_000_000L - 69_999, ControlFile.lowest(control.returnedVolatile()));
    }

    @Test
    void theNextDueTimeOnlyGoesDown() {
        ControlFile control = create();
        control.lowerNextDue(50);
        control.lowerNextDue(70);
        assertEquals(50, control.nextDueVolatile());
    }

    @Test
    void theDutyToProbeIsWonOnceInATime() {
        ControlFile control = create();
        assertTrue(control.winProbe(1_000, 100));
        assertEquals(false, control.winProbe(1_050, 100));
        assertTrue(control.winProbe(1_100, 100));
        assertTrue(control.winProbe(10, 100), "the clock began anew with the machine");
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused("control");
    }

    @Test
    void aFileOfANewerFormatIsRefusedWithBothNumbers() throws IOException {
        create();
        overwrite(0, 9);
        assertRefused("found=9 supported=3");
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        create();
        overwrite(3, 'x');
        assertRefused("not a control file");
    }

    @Test
    void anUnfinishedFileIsRefused() throws IOException {
        Files.write(folder.resolve(ControlFile.NAME), new byte[ControlDescriptor.LENGTH]);
        assertRefused("not a control file");
    }

    @Test
    void aFileOfAnotherLengthIsRefused() throws IOException {
        create();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(ControlFile.NAME).toFile(), "rw")) {
            file.setLength(100);
        }
        assertRefused("found=100");
    }

    private void overwrite(long offset, int value) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(ControlFile.NAME).toFile(), "rw")) {
            file.seek(offset);
            file.write(value);
        }
    }

    private void assertRefused(String fact) {
        for (boolean writable : new boolean[] {false, true}) {
            QueueUnusableException refused =
                    assertThrows(QueueUnusableException.class, () -> ControlFile.open(folder, writable));
            assertTrue(refused.getMessage().contains(fact), refused.getMessage());
            assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
        }
    }
}
