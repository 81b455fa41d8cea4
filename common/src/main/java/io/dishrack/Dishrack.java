package io.dishrack;

import io.dishrack.spi.Engine;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Opens queues, by folder or by URI.
 *
 * <p>A plain path, or a URI of scheme {@code file}, is a queue in a folder on this machine. Other schemes belong to
 * other {@link Engine}s, found with {@link ServiceLoader}.
 */
public final class Dishrack {

    private static final String DEFAULT_SCHEME = "file";

    private Dishrack() {}

    /**
     * Opens a queue of raw bytes in a folder, creating it when {@code options} allow.
     *
     * @throws QueueUnusableException when the folder is missing, not a queue, damaged, of a newer format or not ours
     */
    public static JoinableQueue<byte[]> open(Path folder, OpenOptions options) {
        return open(folder.toUri(), options);
    }

    /** Opens a queue in a folder whose items are converted by {@code codec}. */
    public static <T> JoinableQueue<T> open(Path folder, OpenOptions options, Codec<T> codec) {
        return new TypedQueue<>(open(folder, options), codec);
    }

    /**
     * Opens a queue of raw bytes by URI.
     *
     * @throws QueueUnusableException as {@link #open(Path, OpenOptions)}, or when no engine serves the scheme or the
     *     engine lacks a capability that {@code options} ask for
     */
    public static JoinableQueue<byte[]> open(URI uri, OpenOptions options) {
        return engine(uri).open(uri, options);
    }

    /**
     * Begins, in a thread of its own, to load what the first put will need: for programs that have something else to do
     * before they open a queue in a folder and put, and that live shortly. Changes nothing but the time that takes.
     */
    public static void warmUp() {
        Thread thread = new Thread(() -> engine(DEFAULT_SCHEME, null).warmUp(), "dishrack-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a queue by URI whose items are converted by {@code codec}. */
    public static <T> JoinableQueue<T> open(URI uri, OpenOptions options, Codec<T> codec) {
        return new TypedQueue<>(open(uri, options), codec);
    }

    /**
     * Opens a queue to look at it: needs no write permission and no living process, changes nothing.
     *
     * @throws QueueUnusableException when it is not a readable queue
     */
    public static QueueInspector inspect(Path folder) {
        return inspect(folder.toUri());
    }

    /** Opens a queue by URI to look at it; see {@link #inspect(Path)}. */
    public static QueueInspector inspect(URI uri) {
        return engine(uri).inspect(uri);
    }

    /**
     * Opens the files of a queue to check them and to save what can be read, whatever state they are in.
     *
     * @throws QueueUnusableException when there is no such folder, or when the engine keeps no files
     */
    public static QueueSalvage salvage(URI uri) {
        return engine(uri).salvage(uri);
    }

    /** As {@link #salvage(URI)}, by folder. */
    public static QueueSalvage salvage(Path folder) {
        return salvage(folder.toUri());
    }

    private static Engine engine(URI uri) {
        return engine(uri.getScheme() == null ? DEFAULT_SCHEME : uri.getScheme(), uri);
    }

    private static Engine engine(String scheme, URI uri) {
        for (Engine engine : ServiceLoader.load(Engine.class, Dishrack.class.getClassLoader())) {
            if (engine.scheme().equals(scheme)) {
                return engine;
            }
        }
        throw new QueueUnusableException(
                "no engine serves this queue: scheme=" + scheme + " uri=" + uri + "; use a folder or a file: URI");
    }
}
