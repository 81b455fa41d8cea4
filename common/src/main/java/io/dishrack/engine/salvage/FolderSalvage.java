package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.ItemView;
import io.dishrack.QueueCheck;
import io.dishrack.QueueSalvage;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks at the files of a queue in a folder. */
public final class FolderSalvage {

    private final Path folder;
    private final Basis.Defaults defaults;
    private QueueSalvage.Meter meter = QueueSalvage.Meter.NONE;

    /**
     * Of {@code folder}.
     *
     * @param format the format that can be read
     * @param ledgerItems words in a ledger file where control does not tell
     */
    public FolderSalvage(Path folder, String format, int ledgerItems) {
        this.folder = folder;
        this.defaults = new Basis.Defaults(format, ledgerItems);
        basis();
    }

    private Basis basis() {
        return new Basis(folder, defaults);
    }

    /** See {@link QueueSalvage#meter}. */
    public void meter(QueueSalvage.Meter value) {
        meter = value;
    }

    /** See {@link io.dishrack.QueueSalvage#verify}. */
    public QueueCheck verify(Consumer<Finding> visitor) {
        Basis basis = basis();
        basis.gauge.start(meter, basis.items, basis.results);
        return new Verifier(basis, visitor).run();
    }

    /** See {@link io.dishrack.QueueSalvage#items}. */
    public void items(Predicate<ItemView> visitor, Consumer<Finding> damages) {
        Basis basis = basis();
        basis.gauge.start(meter, basis.items);
        new Export(basis, visitor, damages).run();
    }
}
