package io.dishrack.engine;

import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;

/** Shuts a queue down for every process, and opens it again. Under the item lock, so that no put is half way. */
final class Shutdown {

    private final Core core;
    private final Census census;
    private final Upkeep upkeep;

    Shutdown(Core core, Census census, Upkeep upkeep) {
        this.core = core;
        this.census = census;
        this.upkeep = upkeep;
    }

    /** As far as {@code how} says, or further if it is already. Crash after the store: every keeper carries it on. */
    void begin(long how) {
        core.itemLock.lockUninterruptibly();
        try {
            core.control.shutdownVolatile(Math.max(how, core.control.shutdownVolatile()));
            core.reached(Fault.SHUTDOWN_MARKED);
        } finally {
            core.itemLock.unlock();
        }
        core.reached(Fault.SHUTDOWN_UNLOCKED);
        core.signals.wakeAll();
    }

    /**
     * Cancels what waits, too. Keepers of other processes help as soon as they see the word, so what was cancelled is
     * counted.
     */
    long now() {
        long before = census.count().tally().cancelled();
        begin(ControlFile.SHUTDOWN_NOW);
        upkeep.cancelWaiting();
        core.signals.finished().wakeAll();
        core.signals.results().wakeAll();
        return census.count().tally().cancelled() - before;
    }

    /** Opens the queue. Crash before the store: it is shut down still, and what was to be cancelled is. */
    void end() {
        core.itemLock.lockUninterruptibly();
        try {
            upkeep.cancelWaiting();
            core.reached(Fault.REOPEN_CANCELLED);
            core.control.shutdownVolatile(ControlFile.OPEN);
            core.reached(Fault.REOPEN_MARKED);
        } finally {
            core.itemLock.unlock();
        }
    }
}
