package io.dishrack.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the system says about a process, as far as tests ask. */
public enum ProcessState {
    RUNNING,
    STOPPED,
    ZOMBIE,
    GONE;

    /** The state of a process now (Linux). */
    public static ProcessState of(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return GONE;
        }
        char state = stat.charAt(stat.lastIndexOf(')') + 2);
        return switch (state) {
            case 'T', 't' -> STOPPED;
            case 'Z' -> ZOMBIE;
            case 'X' -> GONE;
            default -> RUNNING;
        };
    }
}
