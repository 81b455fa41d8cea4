package io.dishrack.dishes;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Where the queue of one run is: in the folder that was asked for, or in a private one that goes away with the run. */
final class Place {

    private final Path folder;
    private final Path temporary;

    private Place(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /** The folder asked for, or when that is null a new one that only its user can read. */
    static Place of(Path asked) {
        if (asked != null) {
            return new Place(asked.toAbsolutePath(), null);
        }
        try {
            Path temporary = Files.createTempDirectory("dishes-").toAbsolutePath();
            return new Place(temporary.resolve("queue"), temporary);
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "no folder for the queue: folder=" + System.getProperty("java.io.tmpdir") + " reason=" + e
                            + "; name one with --queue",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    boolean isTemporary() {
        return temporary != null;
    }

    /** Whether there is something in a folder. */
    static boolean isUsed(Path folder) {
        try (var list = Files.newDirectoryStream(folder)) {
            return list.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes the queue if it was made for this run only. */
    void delete() {
        if (temporary == null) {
            return;
        }
        try {
            Files.walkFileTree(temporary, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "the queue can't be deleted: folder=" + temporary + " reason=" + e + "; delete it by hand", e);
        }
    }
}
