package io.dishrack.engine.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Opens files of a queue: they are ordinary files, readable by their owner only. A symbolic link in place of one is
 * refused, wherever it leads; so are pipes and devices, which would block.
 *
 * <p>A channel that is opened here is closed when its thread is interrupted; {@link Uninterrupted} goes on then.
 */
public final class PrivateFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private PrivateFile() {}

    /** Opens an existing file. */
    public static FileChannel open(Path file, boolean writable) throws IOException {
        requireOrdinary(file);
        return FileChannel.open(file, writable ? READ_WRITE : READ);
    }

    /** Makes a file that is not there yet. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, NEW, OWNER_ONLY);
    }

    /** Makes a folder in an existing one, if it is not there yet. */
    public static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(folder, FOLDER_OWNER_ONLY);
            } catch (FileAlreadyExistsException e) {
                // Made by another meanwhile; or something else stands there.
                requireFolder(folder);
            }
        }
    }

    /** Refuses what is there and no ordinary file. */
    public static void requireOrdinary(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        throw new FileSystemException(
                file.toString(),
                null,
                Files.isSymbolicLink(file) ? "a symbolic link stands in its place" : "not an ordinary file");
    }

    /** Refuses what is there and no folder of its own. */
    public static void requireFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(folder.toString());
        }
        throw new FileSystemException(
                folder.toString(),
                null,
                Files.isSymbolicLink(folder) ? "a symbolic link stands in its place" : "not a folder");
    }
}
