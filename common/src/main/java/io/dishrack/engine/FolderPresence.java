package io.dishrack.engine;

import io.dishrack.Presence;
import io.dishrack.engine.slots.Slot;
import java.util.function.LongSupplier;

/** What a handle's keeper tells the others, and hears from them, at each tick. */
final class FolderPresence implements Presence {

    /** Repeated for so long, since who looked before it was asked may begin to wait after it. */
    private static final int WAKE_UPS = 20;

    private final Core core;
    private final Extensions extensions;
    private volatile LongSupplier busy = () -> 0;
    private Runnable wakeup = () -> {};
    private Runnable listener;
    private boolean noticed;
    private int wakeups;

    FolderPresence(Core core, Extensions extensions) {
        this.core = core;
        this.extensions = extensions;
    }

    /** What lets waiting polls of this handle return. */
    void onWake(Runnable poll) {
        wakeup = poll;
    }

    /** Shows a sign of life and looks whether others want something. For the keeper. */
    void tick() {
        extensions.beat();
        core.seat.busySince(busy.getAsLong());
        look();
        if (noticed && wakeups < WAKE_UPS) {
            wakeups++;
            wakeup.run();
        }
    }

    /** Looks whether this process was asked to end, and tells the listener once. Costs one load. */
    void look() {
        if (core.slot().isDismissed()) {
            notice();
        }
    }

    private synchronized void notice() {
        if (noticed) {
            return;
        }
        noticed = true;
        wakeup.run();
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public int dismiss(long pid) {
        return Mapped.call(core.folder, () -> ask(pid));
    }

    private int ask(long pid) {
        int asked = 0;
        for (int index = 0; index < core.slots.high(); index++) {
            Slot slot = core.slots.slot(index);
            if (slot.isInUse() && slot.pid() == pid && core.slots.isAlive(slot)) {
                slot.dismiss();
                asked++;
            }
        }
        core.signals.items().wakeAll();
        return asked;
    }

    @Override
    public boolean isDismissed() {
        return core.slot().isDismissed();
    }

    @Override
    public synchronized void onDismissed(Runnable value) {
        listener = value;
        if (noticed) {
            listener.run();
        }
    }

    @Override
    public void onBusy(LongSupplier sinceMillis) {
        busy = sinceMillis;
    }
}
