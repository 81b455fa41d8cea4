package io.dishrack.engine;

import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The file {@code history.log} of a queue: a line for each time that something had to be made anew. For people. */
final class History {

    static final String NAME = "history.log";

    private History() {}

    /** Adds a line; does nothing when that can't be done, since what it tells of is done. */
    static void tell(Path folder, String line) {
        String text = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
        try {
            Uninterrupted.call(() -> {
                try (FileChannel file = FileChannel.open(
                        folder.resolve(NAME),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                    return file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                }
            });
        } catch (IOException e) {
            // Told elsewhere as well: by rack status, by the dead letters.
        }
    }
}
