package io.dishrack.engine;

import java.util.function.LongSupplier;

/** Deletes origins that are not needed any more. Thread-safe. */
final class Forgetting {

    private final Core core;
    /** Of the source asked for last: there is mostly one. */
    private volatile Forgotten forgotten = new Forgotten("", 0);

    private record Forgotten(String source, long upTo) {}

    Forgetting(Core core) {
        this.core = core;
    }

    /**
     * Items of a source up to that one will not be put again. Costs a few loads mostly. Crash: the next one who asks
     * deletes what is left.
     *
     * @param upTo is asked again under the item lock: what was redriven meanwhile, and put under that lock, is unfinished
     *     there by then
     */
    void forget(String source, LongSupplier upTo) {
        long now = upTo.getAsLong();
        Forgotten before = forgotten;
        if (now <= 0 || before.source().equals(source) && before.upTo() >= now) {
            return;
        }
        core.itemLock.lockUninterruptibly();
        try {
            core.origins.forget(Sources.idOf(source), upTo.getAsLong());
        } finally {
            core.itemLock.unlock();
        }
        forgotten = new Forgotten(source, now);
    }
}
