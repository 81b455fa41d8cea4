package io.dishrack.engine.origins;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names in a folder of origins. */
final class OriginFiles {

    /** For the check of a folder's names. */
    static final String NAMES = "[0-9a-f]{16}\\.(\\d{8,}|forgotten)";

    private static final String ENTRIES = "[0-9a-f]{16}\\.\\d{8,}";
    private static final String FORGOTTEN = "[0-9a-f]{16}\\.forgotten";

    private static final int HEX = 16;

    private OriginFiles() {}

    /** Which file: of which source, and the how manieth of it. */
    record Key(long source, long place) {

        static Key of(long source, long sequence) {
            return new Key(source, OriginDescriptor.place(sequence));
        }

        Path in(Path folder) {
            return folder.resolve(String.format("%016x.%08d", source, place));
        }

        private static Key parse(String name) {
            return new Key(
                    Long.parseUnsignedLong(name.substring(0, HEX), HEX), Long.parseLong(name.substring(HEX + 1)));
        }
    }

    /** Where it stands how much of a source is forgotten. */
    static Path forgotten(Path folder, long source) {
        return folder.resolve(String.format("%016x.forgotten", source));
    }

    /** All that are there; none when there is no folder. */
    static List<Key> list(Path folder) {
        return names(folder, ENTRIES).stream().map(Key::parse).toList();
    }

    /** The sources of which something is forgotten. */
    static List<Long> forgetful(Path folder) {
        return names(folder, FORGOTTEN).stream()
                .map(name -> Long.parseUnsignedLong(name.substring(0, HEX), HEX))
                .toList();
    }

    private static List<String> names(Path folder, String pattern) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches(pattern)) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new QueueUnusableException(
                    "can't read folder: folder=" + folder + " reason=" + e.getMessage() + "; check its permissions", e);
        }
        return names;
    }
}
