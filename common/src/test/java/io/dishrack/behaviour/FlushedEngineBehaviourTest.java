package io.dishrack.behaviour;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** With every step flushed to the device, all is as without. */
final class FlushedEngineBehaviourTest extends JoinableQueueBehaviour {

    /** How long a device takes is of no matter here, so it may be one in memory. */
    static final class QuickFolder implements TempDirFactory {

        private static final Path MEMORY = Path.of("/dev/shm");
        private static final long ROOM = 1L << 30;

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            boolean inMemory =
                    Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM;
            return inMemory ? Files.createTempDirectory(MEMORY, "dishrack") : Files.createTempDirectory("dishrack");
        }
    }

    @Override
    @BeforeEach
    void freshQueue(@TempDir(factory = QuickFolder.class) Path temp) {
        super.freshQueue(temp);
    }

    @Override
    protected URI uri(Path folder) {
        return URI.create("flushed:" + folder.toUri().getRawSchemeSpecificPart());
    }

    @Override
    protected QueueInspector inspect(Path folder) {
        return Dishrack.inspect(folder);
    }
}
