package io.dishrack.engine;

import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.signal.Signal;
import java.util.function.BooleanSupplier;

/**
 * Looks, for the sleepers of a handle, whether what they wait for is there: whoever brought it about may have been killed
 * or frozen before it woke them, or be a command too short-lived to load what it takes. So one thread looks, not each
 * sleeper, and a wake-up that was missed costs a tick of it.
 */
final class LookAround {

    private final Core core;
    private final Claims claims;
    private final Putter putter;
    private final Census census;

    LookAround(Core core, Claims claims, Putter putter, Census census) {
        this.core = core;
        this.claims = claims;
        this.putter = putter;
        this.census = census;
    }

    /** Wakes those who would find something. Costs a few loads while nobody of this handle sleeps. */
    void run() {
        // After a shutdown takers wait for the end as well, which another process brings about by settling.
        wakeIf(core.signals.items(), () -> claims.mayClaim() || core.control.shutdownVolatile() != ControlFile.OPEN);
        wakeIf(core.signals.space(), putter::hasRoom);
        wakeIf(core.signals.finished(), census::allFinished);
        core.signals.results().nudge();
    }

    private static void wakeIf(Signal signal, BooleanSupplier holds) {
        if (signal.hasOwnSleepers() && holds.getAsBoolean()) {
            signal.wakeAll();
        }
    }
}
