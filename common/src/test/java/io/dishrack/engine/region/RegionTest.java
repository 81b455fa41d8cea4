package io.dishrack.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.QueueUnusableException;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mapped files. */
@Timeout(60)
final class RegionTest {

    private static final int LENGTH = 100_000;

    @TempDir
    Path folder;

    @Test
    void aNewFileHoldsItsContentAndIsItsOwnersOnly() throws IOException {
        Path file = folder.resolve("file");
        Region.create(file, new byte[LENGTH]);
        assertEquals(LENGTH, Files.size(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Region region = Region.map(file, LENGTH, false);
        for (int offset = 0; offset < LENGTH; offset += Long.BYTES) {
            assertEquals(0, region.longPlain(offset));
        }
    }

    @Test
    void makingAFileThatIsThereKeepsIt() {
        Path file = folder.resolve("file");
        Region.create(file, new byte[LENGTH]);
        Region.map(file, LENGTH, true).longVolatile(8, 42);
        Region.create(file, new byte[LENGTH]);
        assertEquals(42, Region.map(file, LENGTH, false).longVolatile(8));
    }

    @Test
    void ofManyRacingMakersAllUseOneFileAndNothingIsLeftOver() throws Exception {
        Background background = new Background();
        for (int round = 0; round < 20; round++) {
            Path file = folder.resolve("file" + round);
            List<Running<Long>> makers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                makers.add(background.call("maker " + i, () -> {
                    Region.create(file, new byte[LENGTH]);
                    return Region.map(file, LENGTH, true).addLong(16, 1);
                }));
            }
            long sum = 0;
            for (Running<Long> maker : makers) {
                sum += maker.get();
            }
            assertEquals(1 + 2 + 3, sum);
        }
        try (var files = Files.list(folder)) {
            assertEquals(20, files.count());
        }
        background.stop();
    }

    @Test
    void wordsAreLittleEndianAndLieWhereTheyWerePut() throws IOException {
        Path file = folder.resolve("file");
        Region.create(file, new byte[LENGTH]);
        Region region = Region.map(file, LENGTH, true);
        region.longPlain(8, 0x0102030405060708L);
        region.intVolatile(16, 0x0A0B0C0D);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(List.of(8, 1), List.of((int) bytes[8], (int) bytes[15]));
        assertEquals(List.of(13, 10), List.of((int) bytes[16], (int) bytes[19]));
        assertEquals(0x0102030405060708L, region.longAcquire(8));
        assertEquals(0x0A0B0C0D, region.intVolatile(16));
        assertTrue(region.casLong(8, 0x0102030405060708L, 1));
        assertEquals(false, region.casLong(8, 5, 2));
        assertEquals(1, region.longVolatile(8));
    }

    @Test
    void aFileOfAnotherLengthOrNoneIsRefusedByName() {
        Path file = folder.resolve("file");
        assertTrue(assertThrows(QueueUnusableException.class, () -> Region.map(file, LENGTH, false))
                .getMessage()
                .contains(file.toString()));
        Region.create(file, new byte[LENGTH]);
        String message = assertThrows(QueueUnusableException.class, () -> Region.map(file, LENGTH + 1, true))
                .getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("found=" + LENGTH), message);
    }
}
