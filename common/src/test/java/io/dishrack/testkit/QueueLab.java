package io.dishrack.testkit;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One fresh queue under test: its handles, the threads that use it, and the checks at the end. */
public final class QueueLab {

    private final URI uri;
    private final Supplier<QueueInspector> inspector;
    private final Background background = new Background();
    private final List<JoinableQueue<?>> handles = new ArrayList<>();

    /** For the queue of that URI; {@code inspector} looks at the same one. */
    public QueueLab(URI uri, Supplier<QueueInspector> inspector) {
        this.uri = uri;
        this.inspector = inspector;
    }

    /** A handle with the options that tests want unless they say otherwise: retries at once. */
    public JoinableQueue<byte[]> open() {
        return open(options());
    }

    /** The options that tests want unless they say otherwise: retries at once. */
    public static OpenOptions options() {
        return OpenOptions.DEFAULTS.withRetryDelay(Duration.ZERO);
    }

    /** A handle with these options. */
    public JoinableQueue<byte[]> open(OpenOptions options) {
        return closedAtTheEnd(Dishrack.open(uri, options));
    }

    /** A handle for items of another type. */
    public <T> JoinableQueue<T> open(OpenOptions options, Codec<T> codec) {
        return closedAtTheEnd(Dishrack.open(uri, options, codec));
    }

    private <T> JoinableQueue<T> closedAtTheEnd(JoinableQueue<T> handle) {
        handles.add(handle);
        return handle;
    }

    /** A handle that puts at most so many waiting items. */
    public JoinableQueue<byte[]> openBounded(long maxSize) {
        return open(options().withMaxSize(maxSize));
    }

    /** Looks at the queue. */
    public QueueInspector inspect() {
        return inspector.get();
    }

    /** Calls it in a thread of its own, stopped at the latest when the test ends. */
    public <T> Running<T> call(String name, Callable<T> work) {
        return background.call(name, work);
    }

    /** Runs it in a thread of its own, stopped at the latest when the test ends. */
    public Running<Void> run(String name, Background.Action work) {
        return background.run(name, work);
    }

    /** Stops the threads and checks what must hold then. */
    public void check() throws InterruptedException {
        background.stop();
        try (JoinableQueue<byte[]> queue = Dishrack.open(uri, options());
                QueueInspector look = inspector.get()) {
            Invariants.check(queue, look);
        }
    }

    /** Stops the threads and closes all handles. */
    public void end() throws InterruptedException {
        background.stop();
        handles.forEach(JoinableQueue::close);
    }
}
