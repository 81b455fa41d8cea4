package io.dishrack.testkit;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test with a fresh queue in a folder and child JVMs that use it. When it ends, children are killed, and then the
 * counts must add up and the queue must agree with what its users said they did.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ProcessTest {

    /** Hand-outs that random kills can't use up. */
    protected static final int MANY_ATTEMPTS = 255;

    @RegisterExtension
    protected final Children children = new Children();

    private final History history = new History();
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
            children.killAll();
            lab.check();
            if (!history.isEmpty()) {
                try (QueueInspector inspector = lab.inspect()) {
                    history.check(inspector);
                }
            }
        } finally {
            lab.end();
        }
    }

    /** Where the queue is. */
    protected final Path folder() {
        return folder;
    }

    /** This JVM's own handles and threads. */
    protected final QueueLab lab() {
        return lab;
    }

    /** What the loops of all children did. */
    protected final History history() {
        return history;
    }

    /** The options of handles here and in children: retries at once, and kills can't make dead letters. */
    protected static OpenOptions options() {
        return QueueLab.options().withMaxAttempts(MANY_ATTEMPTS);
    }

    /** A handle of this JVM. */
    protected final JoinableQueue<byte[]> open() {
        return lab.open(options());
    }

    /** A child that has opened the queue. */
    protected final QueueChild child() throws Exception {
        return child(options());
    }

    /** A child that has opened the queue so. */
    protected final QueueChild child(OpenOptions options) throws Exception {
        return startChild(options).awaitOpen();
    }

    /** A child that has the first of these items, which are put here. */
    protected final QueueChild holder(JoinableQueue<byte[]> queue, OpenOptions options, String... texts)
            throws Exception {
        QueueChild child = child(options);
        Texts.putAll(queue, texts);
        String expected = queue.status().put() - texts.length + 1 + ":1";
        String taken = child.tell("take");
        if (!taken.equals(expected)) {
            throw new AssertionError("it took another item: found=" + taken + " expected=" + expected);
        }
        return child;
    }

    /** As {@link #holder(JoinableQueue, OpenOptions, String...)}. */
    protected final QueueChild holder(JoinableQueue<byte[]> queue, String... texts) throws Exception {
        return holder(queue, options(), texts);
    }

    /** A child that will soon have opened the queue. */
    protected final QueueChild startChild(OpenOptions options) throws IOException {
        return QueueChild.start(children, folder, options, history);
    }

    /** Waits for join, which has to return. */
    protected static void assertJoins(JoinableQueue<byte[]> queue) throws InterruptedException {
        if (!queue.join(Duration.ofSeconds(60))) {
            throw new AssertionError("join hangs: status=" + queue.status());
        }
    }
}
