package io.dishrack.engine;

import io.dishrack.Cancellation;
import io.dishrack.Steering;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.host.Fault;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Pause, limit and cancelling of a queue in a folder. The gate is changed under the permits lock; see {@link Permits}. */
final class FolderSteering implements Steering {

    private final Core core;
    private final Cancels cancels;
    private final Runnable ensureOpen;

    FolderSteering(Core core, Settlement settlement, Runnable ensureOpen) {
        this.core = core;
        this.cancels = new Cancels(core, settlement);
        this.ensureOpen = ensureOpen;
    }

    @Override
    public void pause() {
        change(gate -> Gate.withPaused(gate, true));
    }

    @Override
    public void resume() {
        change(gate -> Gate.withPaused(gate, false));
    }

    @Override
    public boolean isPaused() {
        return call(() -> Gate.isPaused(core.control.gate().wordVolatile()));
    }

    @Override
    public void limit(int most) {
        if (most < 0 || most > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit out of range: limit=" + most + "; use 1 to " + MAX_LIMIT + ", or 0 for no limit");
        }
        change(gate -> Gate.withLimit(gate, most));
    }

    @Override
    public int limit() {
        return call(() -> Gate.limit(core.control.gate().wordVolatile()));
    }

    @Override
    public Cancellation cancel(long number) {
        return call(() -> cancels.one(number));
    }

    @Override
    public long cancelKey(String key) {
        return call(() -> cancels.ofKey(key));
    }

    @Override
    public long cancelWaiting() {
        return call(cancels::waiting);
    }

    /** Crash after the store: takers that sleep look by themselves after their slice. */
    private void change(LongUnaryOperator change) {
        call(() -> {
            core.permitsLock.lockUninterruptibly();
            try {
                Gate gate = core.control.gate();
                gate.wordVolatile(change.applyAsLong(gate.wordVolatile()));
                core.reached(Fault.GATE_SET);
            } finally {
                core.permitsLock.unlock();
            }
            core.signals.items().wakeAll();
            return null;
        });
    }

    private <T> T call(Supplier<T> step) {
        ensureOpen.run();
        return Mapped.call(core.folder, step::get);
    }
}
