package io.dishrack.dryer.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether Ctrl-C reaches this process. The terminal sends its interrupt to the whole foreground process group, the
 * running commands among them, but a first Ctrl-C lets commands finish. So there, and only there, because it costs an
 * exec more, commands are started in a session of their own.
 */
final class Terminal {

    /** From util-linux; starts a program in a new session. */
    static final String SETSID = "/usr/bin/setsid";

    private Terminal() {}

    /** Whether this process is in the foreground of a terminal. */
    static boolean isInForeground() {
        try {
            return isInForeground(Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    /** From the text of {@code /proc/PID/stat}: state, parent, group, session, terminal, foreground group, ... */
    static boolean isInForeground(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        String group = fields[2];
        String terminal = fields[4];
        String foreground = fields[5];
        return !terminal.equals("0") && group.equals(foreground);
    }
}
