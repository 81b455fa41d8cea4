package io.dishrack.engine;

import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueSalvage;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.log.LogWriter;
import io.dishrack.spi.Capability;
import io.dishrack.spi.Engine;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The engine of scheme {@code file}: queues in folders of this machine. */
public final class FolderEngine implements Engine {

    private static final Set<Capability> CAPABILITIES = EnumSet.allOf(Capability.class);

    private final Host host;

    /** For the ServiceLoader. */
    public FolderEngine() {
        this(Host.real());
    }

    /** On a machine of the caller's making. */
    public FolderEngine(Host host) {
        this.host = host;
    }

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(CAPABILITIES);
    }

    @Override
    public JoinableQueue<byte[]> open(URI uri, OpenOptions options) {
        return FolderQueue.open(path(uri), options, host);
    }

    @Override
    public void warmUp() {
        LogWriter.warmUp();
    }

    @Override
    public QueueInspector inspect(URI uri) {
        return new FolderInspector(path(uri));
    }

    @Override
    public QueueSalvage salvage(URI uri) {
        return new FolderMedic(path(uri), host);
    }

    private static Path path(URI uri) {
        try {
            return Path.of(uri);
        } catch (IllegalArgumentException e) {
            throw new QueueUnusableException("not a folder's URI: uri=" + uri + "; use file:///path", e);
        }
    }
}
