package io.dishrack.rack;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The log of a dryer that was started without a terminal: a file of its own in the queue's folder, for its owner only. */
record DryerLog(Path file) {

    static final String FOLDER = "logs";

    /** Older ones are removed; a dryer that still writes to such a one goes on, unread. */
    private static final int MOST = 300;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** An empty one, of a name that was not there. */
    static DryerLog create(Path queue, int ordinal) {
        Path folder = queue.resolve(FOLDER);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder, permissions("rwx------"));
            }
            removeOld(folder);
            for (int n = ordinal; ; n++) {
                Path file = folder.resolve("dryer-" + NAME.format(Instant.now()) + "-" + n + ".log");
                try {
                    return new DryerLog(Files.createFile(file, permissions("rw-------")));
                } catch (FileAlreadyExistsException taken) {
                    // by another who scales at the same second: the next number is free
                }
            }
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't write a dryer's log: folder=" + folder + " reason="
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; make room or mend its permissions",
                    e);
        }
    }

    private static void removeOld(Path folder) throws IOException {
        List<Path> logs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "dryer-*.log")) {
            files.forEach(logs::add);
        }
        logs.sort(null); // by time, which their names begin with
        for (Path old : logs.subList(0, Math.max(0, logs.size() - MOST))) {
            Files.deleteIfExists(old);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
