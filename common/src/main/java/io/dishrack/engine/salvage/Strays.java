package io.dishrack.engine.salvage;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.slots.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What stands in a queue's folder in place of something else, or is of another queue. */
public final class Strays {

    private static final String FIRST_LINK = "a symbolic link stands in its place";

    private final Basis basis;
    private final Set<Path> strays = new LinkedHashSet<>();

    private Strays(Basis basis) {
        this.basis = basis;
    }

    /**
     * What has to be set aside in a queue's folder.
     *
     * @throws QueueUnusableException when there is a symbolic link: what it leads to may be what is missed here
     */
    public static Set<Path> of(Path folder, String format, int ledgerItems) throws IOException {
        Strays all = new Strays(new Basis(folder, new Basis.Defaults(format, ledgerItems)));
        for (String file : List.of(QueueFiles.PROPERTIES, ControlFile.NAME, LockFile.NAME, ReclaimedFile.NAME)) {
            all.file(folder.resolve(file));
        }
        all.folder(folder.resolve(QueueFiles.LEDGER));
        all.log(folder.resolve(QueueFiles.ITEMS), all.basis.items, ControlDescriptor.LOG_OFFSET);
        all.log(folder.resolve(QueueFiles.RESULTS), all.basis.results, ControlDescriptor.RESULTS_LOG_OFFSET);
        return all.strays;
    }

    private void log(Path folder, LogScan scan, int words) throws IOException {
        folder(folder);
        if (!isFolder(folder)) {
            return;
        }
        folder(folder.resolve("large"));
        folder(folder.resolve("kept"));
        long last = basis.word(words + ControlDescriptor.LOG_CYCLE)
                .orElse(basis.reclaimed.mark(scan == basis.items).cycle() + ControlDescriptor.CYCLES - 2L);
        for (LogScan.Segment segment : scan.segments()) {
            if (segment.isForeign() || segment.cycle() > last) {
                strays.add(segment.file());
            }
        }
    }

    /** A folder whose entries are all files, or another folder that is looked at by itself. */
    private void folder(Path folder) throws IOException {
        refuseLink(folder);
        if (!isFolder(folder)) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                strays.add(folder);
            }
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!entry.endsWith("large") && !entry.endsWith("kept")) {
                    file(entry);
                }
            }
        }
    }

    private void file(Path file) {
        refuseLink(file);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            strays.add(file);
        }
    }

    private static boolean isFolder(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private static void refuseLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw new QueueUnusableException(FIRST_LINK + ": file=" + path
                    + "; put what it leads to in its place, or remove it, and repair then");
        }
    }
}
