package io.dishrack.engine.salvage;

import io.dishrack.engine.region.PrivateFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Looks at what stands in the folder: every name must be known, and be what it should be. */
final class FolderCheck {

    private static final String LOG_FILES = "\\d{8}F\\.cq4|metadata\\.cq4t|large|kept|directory-listing\\.cq4t";
    private static final String LEDGER_FILES = "\\d{8,}\\.ledger";
    private static final String STRANGE = "it is not of this queue and takes no part; move it away if nobody needs it";

    private final Basis basis;
    private final Findings findings;

    FolderCheck(Basis basis, Findings findings) {
        this.basis = basis;
        this.findings = findings;
    }

    void run() {
        for (Path path : list(basis.folder)) {
            if (!QueueFiles.ALL.contains(path.getFileName().toString())) {
                findings.note(basis.name(path), "unknown name", STRANGE);
            }
        }
        folder(QueueFiles.ITEMS, LOG_FILES);
        folder(QueueFiles.RESULTS, LOG_FILES);
        folder(QueueFiles.LEDGER, LEDGER_FILES);
    }

    private void folder(String name, String known) {
        Path folder = basis.folder.resolve(name);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            findings.damage(name, "folder is missing", "repair makes it anew");
            return;
        }
        if (!ownFolder(folder)) {
            return;
        }
        for (Path path : list(folder)) {
            String file = path.getFileName().toString();
            if (!file.matches(known)) {
                findings.note(basis.name(path), "unknown name", STRANGE);
            } else if (file.equals("large") || file.equals("kept")) {
                ownFolder(path);
            } else {
                ordinary(path);
            }
        }
    }

    private boolean ownFolder(Path folder) {
        try {
            PrivateFile.requireFolder(folder);
            return true;
        } catch (IOException e) {
            findings.damage(basis.name(folder), "not a folder: " + reason(e), "repair sets it aside");
            return false;
        }
    }

    private void ordinary(Path path) {
        try {
            PrivateFile.requireOrdinary(path);
        } catch (IOException e) {
            findings.damage(basis.name(path), reason(e), "repair sets it aside");
        }
    }

    static String reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
    }

    private Iterable<Path> list(Path folder) {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            java.util.List<Path> list = new java.util.ArrayList<>();
            paths.forEach(list::add);
            list.sort(null);
            return list;
        } catch (IOException | DirectoryIteratorException e) {
            findings.damage(basis.name(folder), "folder can't be listed: " + e.getMessage(), "check its permissions");
            return java.util.List.of();
        }
    }
}
