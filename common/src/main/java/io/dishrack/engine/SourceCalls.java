package io.dishrack.engine;

import io.dishrack.Origin;
import java.util.function.LongSupplier;

/** The calls of a queue about where its items come from. */
abstract class SourceCalls extends DerivedCalls {

    private final Core core;
    private final Forgetting forgetting;

    SourceCalls(Core core) {
        this.core = core;
        forgetting = new Forgetting(core);
    }

    /** Throws when the handle is closed. */
    abstract void ensureOpen();

    @Override
    public long find(Origin origin) {
        ensureOpen();
        return Mapped.call(core.folder, () -> Sources.find(core, origin));
    }

    @Override
    public Origin lastOf(String source) {
        ensureOpen();
        return Mapped.call(core.folder, () -> Sources.last(core, source));
    }

    @Override
    public void forget(String source, long upTo) {
        ensureOpen();
        forget(source, () -> upTo);
    }

    /** Looks again under the lock how far it is meant. */
    void forget(String source, LongSupplier upTo) {
        Mapped.call(core.folder, () -> {
            forgetting.forget(source, upTo);
            return null;
        });
    }
}
