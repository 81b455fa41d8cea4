package io.dishrack.testkit;

import io.dishrack.Dishrack;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test with a fresh queue in a folder, used by this JVM only; in the end the counts must add up. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class QueueTest {

    private Path folder;
    private QueueLab lab;

    @BeforeEach
    void freshFolder(@TempDir Path temp) {
        folder = temp.resolve("queue");
        lab = new QueueLab(folder.toUri(), () -> Dishrack.inspect(folder));
    }

    @AfterEach
    void countsAddUp() throws InterruptedException {
        try {
            lab.check();
        } finally {
            lab.end();
        }
    }

    /** Where the queue is. */
    protected final Path folder() {
        return folder;
    }

    /** Handles and threads. */
    protected final QueueLab lab() {
        return lab;
    }
}
