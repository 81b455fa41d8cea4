package io.dishrack.behaviour;

import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.engine.FolderEngine;
import io.dishrack.spi.Capability;
import io.dishrack.spi.Engine;
import java.net.URI;
import java.util.Set;

/** The engine in files, scheme {@code flushed}, with every step brought to the device. */
public final class FlushedEngine implements Engine {

    private final FolderEngine engine = new FolderEngine();

    /** For the ServiceLoader. */
    public FlushedEngine() {}

    @Override
    public String scheme() {
        return "flushed";
    }

    @Override
    public Set<Capability> capabilities() {
        return engine.capabilities();
    }

    @Override
    public JoinableQueue<byte[]> open(URI uri, OpenOptions options) {
        return engine.open(file(uri), options.withDurability(Durability.MACHINE));
    }

    @Override
    public QueueInspector inspect(URI uri) {
        return engine.inspect(file(uri));
    }

    private static URI file(URI uri) {
        return URI.create("file:" + uri.getRawSchemeSpecificPart());
    }
}
