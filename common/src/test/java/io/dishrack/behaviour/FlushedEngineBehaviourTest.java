package io.dishrack.behaviour;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import java.net.URI;
import java.nio.file.Path;

/** With every step flushed to the device, all is as without. */
final class FlushedEngineBehaviourTest extends JoinableQueueBehaviour {

    @Override
    protected URI uri(Path folder) {
        return URI.create("flushed:" + folder.toUri().getRawSchemeSpecificPart());
    }

    @Override
    protected QueueInspector inspect(Path folder) {
        return Dishrack.inspect(folder);
    }
}
