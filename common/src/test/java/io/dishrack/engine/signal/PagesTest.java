package io.dishrack.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.engine.region.Region;
import io.dishrack.testkit.Await;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Mapped pages that a process is through with. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class PagesTest {

    private static final int LENGTH = 4 << 20;

    @BeforeEach
    void load() {
        Futex.load();
        Await.until("system calls can be made", Futex::isLoaded);
    }

    @Test
    void forgottenPagesLeaveTheProcessAndKeepWhatWasWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("words");
        Region.create(file, new byte[LENGTH]);
        ByteBuffer mapped = Region.map(file, LENGTH, true).buffer();
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            mapped.putLong(at, at);
        }
        assertTrue(residentKilobytes(file) >= LENGTH / 1024);
        assertTrue(Pages.forget(mapped, 0, LENGTH));
        assertEquals(0, residentKilobytes(file));
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            assertEquals(at, mapped.getLong(at));
        }
    }

    @Test
    void aStretchNeedNotBeginOrEndWithAPage(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("words");
        Region.create(file, new byte[LENGTH]);
        ByteBuffer mapped = Region.map(file, LENGTH, true).buffer();
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            mapped.putLong(at, at);
        }
        assertTrue(Pages.forget(mapped, 1, (1 << 16) - 1), "nothing to do");
        assertEquals(LENGTH / 1024, residentKilobytes(file));
        assertTrue(Pages.forget(mapped, 1, LENGTH - 1));
        assertTrue(residentKilobytes(file) < LENGTH / 1024);
    }

    private static long residentKilobytes(Path file) throws Exception {
        long sum = 0;
        boolean ours = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                ours = line.endsWith(" " + file);
            } else if (ours && line.startsWith("Rss:")) {
                sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return sum;
    }
}
