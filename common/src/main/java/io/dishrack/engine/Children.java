package io.dishrack.engine;

import io.dishrack.RunMark;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.slots.Slot;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Processes that work for this handle's deliveries, noted in its slot so that they can be killed after its death. Room
 * for {@link ControlDescriptor#CHILDREN}; what is beyond is not noted, but found by its mark if it bears one, as what was
 * started and not noted yet. Thread-safe.
 */
final class Children {

    private static final long KILL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int KILL_ROUNDS = 10;
    private static final int KILL_POLLS = 2_000;

    private final Slot slot;
    private volatile boolean marked;
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

    /** Notes that processes which bear this JVM's mark may run. */
    void runMarked() {
        if (!marked) {
            slot.marksProcesses(RunMark.start());
            marked = true;
        }
    }

    /** Notes a process; null when there is no room. */
    Entry add(long pid) {
        long start = ProcStat.of(pid).map(ProcStat::start).orElse(0L);
        synchronized (used) {
            int index = used.nextClearBit(0);
            if (index >= ControlDescriptor.CHILDREN) {
                return null;
            }
            used.set(index);
            slot.child(index, pid, start);
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
            if (runs(pid, dead.childStart(index))) {
                ProcessHandle.of(pid).ifPresent(Children::kill);
            }
            dead.child(index, 0, 0);
        }
        if (dead.born() != 0) {
            killMarked(RunMark.VARIABLE + "=" + RunMark.of(dead.pid(), dead.born()));
        }
    }

    /**
     * Kills every process that bears a mark, until none is left: one that is starting others is found in time or found
     * in the next round. Not found is what the killed was just about to start, between fork and exec.
     */
    private static void killMarked(String mark) {
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List<Long> found = ProcStat.bearing(mark);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(pid -> ProcessHandle.of(pid).ifPresent(Children::kill));
        }
    }

    /** With all that it has started, and waits until none of them runs: killed is not yet gone. */
    private static void kill(ProcessHandle process) {
        Map<Long, Long> startByPid = new HashMap<>();
        Stream.concat(process.descendants(), Stream.of(process)).forEach(victim -> ProcStat.of(victim.pid())
                .ifPresent(stat -> startByPid.put(victim.pid(), stat.start())));
        startByPid.keySet().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        for (int i = 0; i < KILL_POLLS && !startByPid.isEmpty(); i++) {
            startByPid.entrySet().removeIf(victim -> !runs(victim.getKey(), victim.getValue()));
            if (!startByPid.isEmpty()) {
                LockSupport.parkNanos(KILL_POLL_NANOS);
            }
        }
    }

    private static boolean runs(long pid, long start) {
        return ProcStat.of(pid)
                .filter(stat -> !stat.zombie() && stat.start() == start)
                .isPresent();
    }
}
