package io.dishrack.dryer;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test with a fresh queue on which it runs dryers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SinkTest {

    /** A folder of the test's own; the queue is in it. */
    @TempDir
    protected Path temp;

    /** The queue and its dryers. */
    protected Sink sink;

    @BeforeEach
    void open() {
        sink = new Sink(temp.resolve("queue"));
    }

    @AfterEach
    void close() {
        sink.close();
    }
}
