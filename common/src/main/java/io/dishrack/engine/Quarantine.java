package io.dishrack.engine;

import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.salvage.QueueFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/** The place for what a repair changes or takes out: {@code quarantine/TIME/}, below it the names of the queue. */
final class Quarantine {

    private static final String REPORT = "repair.txt";

    private final Path queue;
    private final Path folder;

    private Quarantine(Path queue, Path folder) {
        this.queue = queue;
        this.folder = folder;
    }

    /** Makes a new one for a repair at that moment. */
    static Quarantine open(Path queue, Instant now) throws IOException {
        Path all = queue.resolve(QueueFiles.QUARANTINE);
        PrivateFile.makeFolder(all);
        Path folder = all.resolve(now.toString().replace(':', '-'));
        PrivateFile.makeFolder(folder);
        return new Quarantine(queue, folder);
    }

    Path folder() {
        return folder;
    }

    /** Writes down what was found before anything is changed. */
    void report(List<String> lines) throws IOException {
        Files.write(folder.resolve(REPORT), lines);
    }

    /** Keeps a copy of an ordinary file. */
    void copy(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(file, place(file), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes a file or folder out. */
    void move(Path file) throws IOException {
        Files.move(file, place(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path place(Path file) throws IOException {
        Path place = folder.resolve(queue.relativize(file));
        if (!Files.isDirectory(place.getParent())) {
            Files.createDirectories(place.getParent());
        }
        return place;
    }
}
