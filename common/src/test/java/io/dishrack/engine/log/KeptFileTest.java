package io.dishrack.engine.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.engine.host.Disk;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept messages are found where they stand, and nothing else is taken for them. */
final class KeptFileTest {

    private static final int BYTES = 100;

    @TempDir
    Path temp;

    @Test
    void whatStandsElsewhereSinceItWasLookedForIsNotTakenForDamaged() {
        Path file = temp.resolve("kept/1");
        write(file, 1, 2, 3);
        KeptFile before = KeptFile.open(file);
        assertArrayEquals(frame(3), before.frame(3));
        write(file, 1, 3);
        assertArrayEquals(frame(1), before.frame(1));
        assertTrue(before.has(3));
        assertNull(before.frame(2));
        assertNull(before.frame(3));
        assertArrayEquals(frame(3), KeptFile.open(file).frame(3));
    }

    private static void write(Path file, long... numbers) {
        try (KeptWriter writer = new KeptWriter(file, Disk.REAL)) {
            for (long number : numbers) {
                writer.add(number, frame(number));
            }
            writer.finish();
        }
    }

    private static byte[] frame(long number) {
        byte[] frame = new byte[BYTES];
        Arrays.fill(frame, (byte) number);
        return frame;
    }
}
