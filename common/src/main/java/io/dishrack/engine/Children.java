package io.dishrack.engine;

import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.slots.Slot;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that work for this handle's deliveries, noted in its slot so that they can be killed after its death. Room
 * for {@link ControlDescriptor#CHILDREN}; what is beyond is not noted. Thread-safe.
 */
final class Children {

    private static final long KILL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int KILL_POLLS = 200;

    private final Slot slot;
    private final BitSet used = new BitSet(ControlDescriptor.CHILDREN);

    Children(Slot slot) {
        this.slot = slot;
    }

    /** A noted process. */
    final class Entry {

        private final int index;

        private Entry(int index) {
            this.index = index;
        }

        void remove() {
            synchronized (used) {
                slot.child(index, 0, 0);
                used.clear(index);
            }
        }
    }

    /** Notes a process; null when there is no room. */
    Entry add(ProcessHandle process) {
        synchronized (used) {
            int index = used.nextClearBit(0);
            if (index >= ControlDescriptor.CHILDREN) {
                return null;
            }
            used.set(index);
            slot.child(index, process.pid(), startMillis(process));
            return new Entry(index);
        }
    }

    /**
     * Kills what the dead owner of a slot has left running, and waits until it is gone. A pid that was given to another
     * process meanwhile is known by its start time and left alone.
     */
    static void killOrphans(Slot dead) {
        for (int index = 0; index < ControlDescriptor.CHILDREN; index++) {
            long pid = dead.childPid(index);
            if (pid == 0) {
                continue;
            }
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent() && startMillis(process.get()) == dead.childStartMillis(index)) {
                kill(process.get());
            }
            dead.child(index, 0, 0);
        }
    }

    private static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        for (int i = 0; i < KILL_POLLS && process.isAlive(); i++) {
            LockSupport.parkNanos(KILL_POLL_NANOS);
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
