package io.dishrack.dishes;

import io.dishrack.QueueUnusableException;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the queues of one run are: in the folder that was asked for, or in a private one that goes away with the run. */
final class Place {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

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

    /**
     * The queue of each stage: the folder itself, or where there are several one in it for each.
     *
     * @throws CommandException when it holds a run of another number of stages
     */
    List<Path> queues(int stages) {
        requireSame(stages);
        if (stages == 1) {
            return List.of(folder);
        }
        makeFolder();
        return IntStream.rangeClosed(1, stages)
                .mapToObj(stage -> folder.resolve(stage + "-of-" + stages))
                .toList();
    }

    /** The names tell how many stages there were: what is in the queues fits no other number. */
    private void requireSame(int stages) {
        String other = stages == 1 ? "\\d+-of-\\d+" : "\\d+-of-(?!" + stages + "$)\\d+|queue\\.properties";
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<Path> foreign = entries.filter(
                            entry -> entry.getFileName().toString().matches(other))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "the folder holds a run of another number of stages: found="
                                + foreign.get().getFileName() + " asked=" + stages + " folder=" + folder
                                + "; give the same command as before, or another folder");
            }
        } catch (IOException e) {
            return; // missing, or opening it tells why it can't be used
        }
    }

    private void makeFolder() {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "no folder for the queues: folder=" + folder + " reason=" + e + "; name another with --queue", e);
        }
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
