package io.dishrack.engine.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The machine as the engine sees it.
 *
 * @param disk flushes files
 * @param bootId differs after a reboot; 0 where the system does not tell
 * @param faults is told of each step that a kill may interrupt
 */
public record Host(Disk disk, long bootId, Faults faults) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** This machine, with nothing in the way. */
    public static Host real() {
        return new Host(Disk.REAL, realBootId(), Faults.NONE);
    }

    /** The same but for its faults. */
    public Host withFaults(Faults value) {
        return new Host(disk, bootId, value);
    }

    private static long realBootId() {
        try {
            UUID id = UUID.fromString(
                    Files.readString(BOOT_ID, StandardCharsets.US_ASCII).trim());
            return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
