package io.dishrack.engine;

import io.dishrack.engine.signal.Signal;
import java.util.function.BooleanSupplier;

/**
 * Looks, for the sleepers of a handle, whether what they wait for is there: whoever brought it about may have been killed
 * or frozen before it woke them, or be a command too short-lived to load what it takes. So one thread looks, not each
 * sleeper, and a wake-up that was missed costs a tick of it.
 */
final class LookAround {

    private final Core core;
    private final Taker taker;
    private final Putter putter;
    private final Census census;

    LookAround(Core core, Taker taker, Putter putter, Census census) {
        this.core = core;
        this.taker = taker;
        this.putter = putter;
        this.census = census;
    }

    /** Wakes those who would find something. Costs a few loads while nobody of this handle sleeps. */
    void run() {
        lookForTakers();
        wakeIf(core.signals.space(), putter::hasRoom);
        wakeIf(core.signals.finished(), census::allFinished);
        core.signals.results().nudge();
        core.signals.cancels().nudge();
    }

    /** One is woken for items, which wakes the next; all of them at the end after a shutdown, which others bring about. */
    private void lookForTakers() {
        if (!core.signals.items().hasOwnSleepers()) {
            return;
        }
        if (taker.isDrained()) {
            core.signals.items().wakeAll();
        } else if (taker.mayTake() && !core.searcher.isSearching()) {
            core.signals.items().wakeOne();
        }
    }

    private static void wakeIf(Signal signal, BooleanSupplier holds) {
        if (signal.hasOwnSleepers() && holds.getAsBoolean()) {
            signal.wakeAll();
        }
    }
}
