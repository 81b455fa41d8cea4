package io.dishrack.bench.lab;

import io.dishrack.bench.report.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Which commands there are on this machine. */
public final class Commands {

    private Commands() {}

    public static boolean isOnPath(String command) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** Notes a script that is not there. */
    public static boolean isMissing(Path script, Section section) {
        if (Files.isExecutable(script)) {
            return false;
        }
        section.note("skipped: there is no scripts/" + script.getFileName());
        return true;
    }
}
