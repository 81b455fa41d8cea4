package io.dishrack.engine;

import io.dishrack.Finding;
import io.dishrack.ItemView;
import io.dishrack.QueueCheck;
import io.dishrack.QueueRepair;
import io.dishrack.QueueSalvage;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.salvage.FolderSalvage;
import io.dishrack.engine.slots.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks after the files of a queue in a folder. */
final class FolderMedic implements QueueSalvage {

    private final Path folder;
    private final Host host;
    private final FolderSalvage files;
    private Meter meter = Meter.NONE;

    FolderMedic(Path path, Host host) {
        this.folder = real(path);
        LockFile.requireNoRepair(folder);
        this.files = new FolderSalvage(path, QueueFolder.FORMAT, QueueFolder.LEDGER_ITEMS);
        this.host = host;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // What uses it tells.
            return path;
        }
    }

    @Override
    public void meter(Meter value) {
        meter = value;
        files.meter(value);
    }

    @Override
    public QueueCheck verify(Consumer<Finding> visitor) {
        return files.verify(visitor);
    }

    @Override
    public void items(Predicate<ItemView> visitor, Consumer<Finding> damages) {
        files.items(visitor, damages);
    }

    @Override
    public QueueRepair repair(boolean execute, Consumer<Finding> visitor) {
        Ownership.require(folder);
        return new FolderRepair(folder, host, meter).run(execute, visitor);
    }
}
