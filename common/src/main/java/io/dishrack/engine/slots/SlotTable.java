package io.dishrack.engine.slots;

import static io.dishrack.engine.control.ControlDescriptor.SLOTS;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_HIGH_OFFSET;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.Region;
import java.nio.channels.FileLock;
import java.util.function.Consumer;

/** The slots of a queue. Thread-safe. */
public final class SlotTable {

    private final Region control;
    private final LockFile locks;
    private final Faults faults;
    private final Slot[] slots = new Slot[SLOTS];

    /** Over a control file and the lock file beside it. */
    public SlotTable(Region control, LockFile locks) {
        this(control, locks, Faults.NONE);
    }

    /** The same, telling of its steps. */
    public SlotTable(Region control, LockFile locks, Faults faults) {
        this.faults = faults;
        this.control = control;
        this.locks = locks;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot(control, i);
        }
    }

    public Slot slot(int index) {
        return slots[index];
    }

    /** One more than the highest slot that was ever in use. */
    public int high() {
        return (int) Math.min(SLOTS, control.sealedAcquire(SLOT_HIGH_OFFSET));
    }

    /**
     * Takes a slot for this process; see {@link Seat#register}. Slots whose last owner was not cleaned up after are
     * taken last.
     *
     * @throws QueueUnusableException when all slots are in use by living processes, or a repair is under way
     */
    public Seat claim() {
        Seat seat = claim(false);
        if (seat == null) {
            seat = claim(true);
        }
        if (seat == null) {
            locks.requireNoRepair();
            throw new QueueUnusableException(
                    "too many processes have the queue open: limit=" + SLOTS + "; close some or use more jobs in each");
        }
        return seat;
    }

    private Seat claim(boolean dirty) {
        for (Slot slot : slots) {
            if (slot.isInUse() != dirty) {
                continue;
            }
            FileLock lock = locks.tryLock(slot.index());
            if (lock == null) {
                continue;
            }
            if (slot.isInUse() == dirty) {
                raiseHigh(slot.index() + 1L);
                return new Seat(slot, lock, faults);
            }
            LockFile.release(lock);
        }
        return null;
    }

    private void raiseHigh(long high) {
        for (; ; ) {
            long seen = control.sealedVolatile(SLOT_HIGH_OFFSET);
            if (seen >= high || control.casSealed(SLOT_HIGH_OFFSET, seen, high)) {
                return;
            }
        }
    }

    /**
     * Looks whether the owner of a slot died, and if so cleans up and frees the slot. Only one of several that look at
     * once gets the byte. Crash: the byte is dropped with the slot still in use, and the next one begins again; cleaning
     * up is idempotent.
     *
     * @return whether it was dead and is cleaned up now
     */
    public boolean reap(Slot slot, Consumer<Slot> cleanUp) {
        if (!slot.isInUse()) {
            return false;
        }
        FileLock lock = locks.tryLock(slot.index());
        if (lock == null) {
            return false;
        }
        try {
            if (!slot.isInUse()) {
                return false;
            }
            slot.verify();
            cleanUp.accept(slot);
            slot.free();
            faults.reached(Fault.REAP_SLOT_FREED);
            return true;
        } finally {
            LockFile.release(lock);
        }
    }

    /**
     * If the owner of a slot died, runs a first step of cleaning up; the slot stays in use until it is reaped. Does
     * nothing while another cleans up.
     */
    public void ifDead(Slot slot, Consumer<Slot> step) {
        if (!slot.isInUse()) {
            return;
        }
        FileLock lock = locks.tryLock(slot.index());
        if (lock == null) {
            return;
        }
        try {
            if (slot.isInUse()) {
                slot.verify();
                step.accept(slot);
            }
        } finally {
            LockFile.release(lock);
        }
    }

    /** Whether some process, this one included, has a slot; whatever the slots themselves say. */
    public boolean anyOwned() {
        for (Slot slot : slots) {
            if (isAlive(slot)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the owner of a slot in use is alive, without cleaning up. Needs no write permission. */
    public boolean isAlive(Slot slot) {
        FileLock lock = locks.tryLock(slot.index());
        if (lock == null) {
            return true;
        }
        LockFile.release(lock);
        return false;
    }
}
