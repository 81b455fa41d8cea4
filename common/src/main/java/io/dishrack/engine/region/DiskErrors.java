package io.dishrack.engine.region;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Words for what the file system says. */
public final class DiskErrors {

    /** Where less is free, a failed write is put down to that: the system's own words differ between languages. */
    private static final long NEARLY_FULL = 1 << 20;

    private DiskErrors() {}

    /** Of an operation on a file that failed. Nothing was promised. */
    public static QueueUnusableException unusable(String fact, Path file, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (isFull(file, reason)) {
            return new QueueUnusableException(
                    "disk is full or a limit of files is reached: file=" + file + " reason=" + reason
                            + "; free some space or raise the limit, then go on: the queue is in order",
                    e);
        }
        return new QueueUnusableException(
                fact + ": file=" + file + " reason=" + e.getClass().getSimpleName() + " " + reason
                        + "; check the disk and permissions",
                e);
    }

    private static boolean isFull(Path file, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("quota exceeded") || words.contains("file too large")) {
            return true;
        }
        if (words.contains("denied") || words.contains("symbolic link")) {
            return false;
        }
        try {
            return Files.getFileStore(file.getParent()).getUsableSpace() < NEARLY_FULL;
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }
}
