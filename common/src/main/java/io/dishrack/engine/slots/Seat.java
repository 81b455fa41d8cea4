package io.dishrack.engine.slots;

import io.dishrack.OpenOptions;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import java.nio.channels.FileLock;
import java.util.function.Consumer;

/** A slot held by this process. */
public final class Seat {

    private final Slot slot;
    private final FileLock lock;
    private final Faults faults;

    Seat(Slot slot, FileLock lock, Faults faults) {
        this.faults = faults;
        this.slot = slot;
        this.lock = lock;
    }

    public Slot slot() {
        return slot;
    }

    /**
     * Registers this process.
     *
     * @param cleanUp is called first when the slot's last owner died and nobody has cleaned up after it
     */
    public void register(OpenOptions options, Consumer<Slot> cleanUp) {
        if (slot.isInUse()) {
            slot.verify();
            cleanUp.accept(slot);
            faults.reached(Fault.SLOT_CLEANED);
            slot.free();
            faults.reached(Fault.SLOT_FREED);
        }
        slot.register(options, () -> faults.reached(Fault.SLOT_FILLED));
        faults.reached(Fault.SLOT_REGISTERED);
    }

    /** Shows a sign of life, which may be the last for so long even if that is longer than the lease. */
    public void beat(long silenceMillis) {
        slot.beat(silenceMillis);
    }

    /** Tells since when the owner has been at what it has been at longest, 0 for idle. */
    public void busySince(long millis) {
        if (slot.busySinceMillis() != millis) {
            slot.busySince(millis);
        }
    }

    /** Gives the slot up as it was found or as far as it was registered; the next one to look cleans it up. */
    public void abandon() {
        LockFile.release(lock);
    }

    /** Gives the slot up. Crash: freed first, then unlocked; in between it is free but can't be taken for a moment. */
    public void leave() {
        slot.free();
        faults.reached(Fault.CLOSE_SLOT_FREED);
        LockFile.release(lock);
    }
}
