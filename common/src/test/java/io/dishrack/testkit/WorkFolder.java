package io.dishrack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A folder for the work of a program, deleted in the end unless it is to be kept. Also when a signal ends the program:
 * then all that it has started is killed first, since that would go on writing there.
 */
public final class WorkFolder implements AutoCloseable {

    private static final int TRIES = 100;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path path;
    private final Thread hook = new Thread(this::endBySignal, "clean-up");
    private volatile boolean kept;

    /** Makes one in {@code parent}. */
    public WorkFolder(Path parent, String prefix) throws IOException {
        path = Files.createTempDirectory(parent, prefix);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Path path() {
        return path;
    }

    /** It stays. */
    public void keep() {
        kept = true;
    }

    public boolean isKept() {
        return kept;
    }

    /** Main goes on meanwhile and may start another, or make another file: until it is met between two. */
    private void endBySignal() {
        for (int tries = 0; tries < TRIES && !kept && Files.exists(path); tries++) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            try {
                delete(path);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // it runs
        }
        if (!kept) {
            delete(path);
        }
    }

    /** Deletes a file, or a folder with all that is in it; links are not followed. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
