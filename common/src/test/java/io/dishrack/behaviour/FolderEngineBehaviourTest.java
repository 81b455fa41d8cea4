package io.dishrack.behaviour;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import java.net.URI;
import java.nio.file.Path;

/** The engine in files behaves as every engine must. */
final class FolderEngineBehaviourTest extends JoinableQueueBehaviour {

    @Override
    protected URI uri(Path folder) {
        return folder.toUri();
    }

    @Override
    protected QueueInspector inspect(Path folder) {
        return Dishrack.inspect(folder);
    }
}
