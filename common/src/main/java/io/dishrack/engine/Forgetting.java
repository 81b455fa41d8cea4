package io.dishrack.engine;

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
     * Items of a source up to that one will not be put again. Costs two loads mostly. Crash: the next one who asks
     * deletes what is left.
     */
    void forget(String source, long upTo) {
        Forgotten before = forgotten;
        if (upTo <= 0 || before.source().equals(source) && before.upTo() >= upTo) {
            return;
        }
        forgotten = new Forgotten(source, upTo);
        core.itemLock.lockUninterruptibly();
        try {
            core.origins.forget(Sources.idOf(source), upTo);
        } finally {
            core.itemLock.unlock();
        }
    }
}
