package io.dishrack.engine.salvage;

import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The messages that a repair found lost and dealt with, in {@code quarantine/lost.txt}: a line {@code LOG FIRST LAST} for
 * each stretch. They stay lost; a check tells of them as notes from then on.
 */
final class Acknowledged {

    static final String NAME = "lost.txt";

    private static final int MOST_LINES = 1 << 20;

    private final Ranges items = new Ranges();
    private final Ranges results = new Ranges();

    private Acknowledged() {}

    /** What is noted for a queue; nothing where that can't be read. */
    static Acknowledged of(Path folder) {
        Acknowledged all = new Acknowledged();
        Path file = folder.resolve(QueueFiles.QUARANTINE).resolve(NAME);
        try {
            Uninterrupted.call(() -> {
                all.read(file);
                return null;
            });
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Then what is lost is told as damage again, and repaired again.
        }
        return all;
    }

    private void read(Path file) throws IOException {
        try (FileChannel channel = PrivateFile.open(file, false);
                BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            for (int count = 0; line != null && count < MOST_LINES; count++) {
                String[] words = line.split(" ");
                Ranges log = words[0].equals(QueueFiles.ITEMS) ? items : results;
                log.add(Long.parseLong(words[1]), Long.parseLong(words[2]));
                line = lines.readLine();
            }
        }
    }

    boolean contains(String log, long number) {
        return (log.equals(QueueFiles.ITEMS) ? items : results).contains(number);
    }

    /** Adds what was found, up to the last number in use. */
    static void append(Path folder, String log, Ranges lost, long last) throws IOException {
        List<String> lines = lost.lines(log, last);
        if (!lines.isEmpty()) {
            Files.write(
                    folder.resolve(QueueFiles.QUARANTINE).resolve(NAME),
                    lines,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);
        }
    }
}
