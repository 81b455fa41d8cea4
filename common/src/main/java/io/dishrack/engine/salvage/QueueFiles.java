package io.dishrack.engine.salvage;

import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.slots.LockFile;
import java.nio.file.Path;
import java.util.Set;

/** The names in a queue's folder. */
public final class QueueFiles {

    public static final String PROPERTIES = "queue.properties";
    public static final String ITEMS = "items";
    public static final String LEDGER = "ledger";
    public static final String RESULTS = "results";
    /** What a repair has set aside. */
    public static final String QUARANTINE = "quarantine";

    /** What was made anew, a line each time. */
    public static final String HISTORY = "history.log";

    /** All of them. */
    static final Set<String> ALL = Set.of(
            PROPERTIES,
            ITEMS,
            LEDGER,
            RESULTS,
            QUARANTINE,
            HISTORY,
            ControlFile.NAME,
            LockFile.NAME,
            ReclaimedFile.NAME);

    private QueueFiles() {}

    /** A file's name in findings. */
    static String name(Path folder, Path file) {
        return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
    }
}
