package io.dishrack.spi;

import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueSalvage;
import io.dishrack.QueueUnusableException;
import java.net.URI;
import java.util.Set;

/** A way to keep queues: in files, or one day on a broker. Implementations are stateless and thread-safe. */
public interface Engine {

    /** The URI scheme it serves. */
    String scheme();

    /** What it can do; what it lacks is refused when a queue is opened, never ignored. */
    Set<Capability> capabilities();

    /** Opens a queue of raw bytes; see {@link io.dishrack.Dishrack#open(URI, OpenOptions)}. */
    JoinableQueue<byte[]> open(URI uri, OpenOptions options);

    /**
     * Loads what the first put needs, as far as that can be done without a queue. Takes a while, so it is called in a
     * thread of its own; {@link #open} must be right meanwhile.
     */
    default void warmUp() {
        // nothing that takes long
    }

    /** Opens a queue to look at it; see {@link io.dishrack.Dishrack#inspect}. */
    QueueInspector inspect(URI uri);

    /** Opens a queue's files whatever state they are in; see {@link io.dishrack.Dishrack#salvage(URI)}. */
    default QueueSalvage salvage(URI uri) {
        throw new QueueUnusableException(
                "engine can't do this: salvage engine=" + scheme() + " uri=" + uri + "; it keeps no files here");
    }
}
