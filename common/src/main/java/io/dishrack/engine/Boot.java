package io.dishrack.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Which run of the operating system this is. */
final class Boot {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** Differs after a reboot; 0 where the system does not tell. */
    static long id() {
        try {
            UUID id = UUID.fromString(
                    Files.readString(BOOT_ID, StandardCharsets.US_ASCII).trim());
            return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
