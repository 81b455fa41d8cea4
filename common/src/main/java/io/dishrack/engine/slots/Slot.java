package io.dishrack.engine.slots;

import static io.dishrack.engine.control.ControlDescriptor.CHILDREN;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_BORN;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_BUSY;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_CHECK;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_DISMISSED;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_FENCE;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_HEARTBEAT;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_LEASE;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_MAX_ATTEMPTS;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_PID;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_ROLE;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_ROLE_LENGTH;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_SILENCE;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_SINCE;
import static io.dishrack.engine.control.ControlDescriptor.SLOT_STARTED;

import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.region.Region;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The record of one process in the control file. Written by its owner; by others only when the owner is dead. */
public final class Slot {

    /** The longest silence that may be asked for: a day. */
    public static final long MAX_SILENCE_MILLIS = 86_400_000;

    private static final int[] CHECKED = {
        SLOT_PID, SLOT_STARTED, SLOT_LEASE, SLOT_MAX_ATTEMPTS, SLOT_ROLE, SLOT_ROLE + Long.BYTES
    };

    private static final int REGISTERING_POLLS = 100;
    private static final long REGISTERING_POLL_NANOS = 1_000_000;

    /** Fences are drawn from the shared word in such portions. */
    private static final long FENCE_PORTION = 1 << 12;

    private final Region region;
    private final int index;
    private final int offset;
    private final AtomicLong nextFence = new AtomicLong();
    private long fenceEnd;

    Slot(Region region, int index) {
        this.region = region;
        this.index = index;
        this.offset = ControlDescriptor.slotOffset(index);
    }

    public int index() {
        return index;
    }

    /** Whether some process registered here and was not cleaned up after yet. */
    public boolean isInUse() {
        return region.sealedAcquire(offset + SLOT_SINCE) != 0;
    }

    /** Registers the owner. Assumes its byte is locked. Crash: {@code since} is written last; before it nothing counts. */
    void register(OpenOptions options, Runnable filled) {
        for (int child = 0; child < CHILDREN; child++) {
            region.longPlain(ControlDescriptor.childOffset(index, child), 0);
        }
        region.longPlain(offset + SLOT_PID, ProcessHandle.current().pid());
        long now = System.currentTimeMillis();
        region.longPlain(offset + SLOT_STARTED, now);
        region.longPlain(offset + SLOT_LEASE, options.lease().toMillis());
        region.longPlain(offset + SLOT_MAX_ATTEMPTS, options.maxAttempts());
        byte[] role = options.role().getBytes(StandardCharsets.US_ASCII);
        for (int half = 0; half < SLOT_ROLE_LENGTH; half += Long.BYTES) {
            long packed = 0;
            for (int i = 0; i < Long.BYTES && half + i < role.length; i++) {
                packed |= (role[half + i] & 0xFFL) << 8 * i;
            }
            region.longPlain(offset + SLOT_ROLE + half, packed);
        }
        region.longPlain(offset + SLOT_SILENCE, 0);
        region.longPlain(offset + SLOT_BORN, 0);
        region.longPlain(offset + SLOT_DISMISSED, 0);
        region.longPlain(offset + SLOT_BUSY, 0);
        region.longPlain(offset + SLOT_HEARTBEAT, now);
        region.longPlain(offset + SLOT_CHECK, check());
        filled.run();
        region.sealedRelease(offset + SLOT_SINCE, now);
    }

    /** Frees the record. Assumes its byte is locked by the caller and that nothing is left to clean up. */
    public void free() {
        region.sealedRelease(offset + SLOT_SINCE, 0);
    }

    /**
     * Looks whether the record is as its owner wrote it. An owner that registers right now is waited for.
     *
     * @throws QueueUnusableException when it was damaged
     */
    public void verify() {
        for (int tries = 1; isInUse() && region.longAcquire(offset + SLOT_CHECK) != check(); tries++) {
            if (tries == REGISTERING_POLLS) {
                throw new QueueUnusableException("damaged process record: slot=" + index + " file=" + region.file()
                        + "; see rack verify and rack repair");
            }
            LockSupport.parkNanos(REGISTERING_POLL_NANOS);
        }
    }

    /** What the record's check word has to be. */
    public long check() {
        long mixed = index;
        for (int field : CHECKED) {
            mixed = (mixed ^ region.longPlain(offset + field)) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    public long pid() {
        return region.longPlain(offset + SLOT_PID);
    }

    public long startedMillis() {
        return region.longPlain(offset + SLOT_STARTED);
    }

    public long leaseMillis() {
        return region.longPlain(offset + SLOT_LEASE);
    }

    public int maxAttempts() {
        return (int) region.longPlain(offset + SLOT_MAX_ATTEMPTS);
    }

    /** The owner's label; characters that a label can't have are left out. */
    public String role() {
        StringBuilder role = new StringBuilder();
        for (int half = 0; half < SLOT_ROLE_LENGTH; half += Long.BYTES) {
            long packed = region.longPlain(offset + SLOT_ROLE + half);
            for (int i = 0; i < Long.BYTES; i++) {
                char c = (char) (packed >>> 8 * i & 0xFF);
                if (c >= 'a' && c <= 'z') {
                    role.append(c);
                }
            }
        }
        return role.toString();
    }

    /** The owner's clock when it last showed a sign of life, milliseconds since 1970; observers trust only its change. */
    public long heartbeatAcquire() {
        return region.longAcquire(offset + SLOT_HEARTBEAT);
    }

    /** How long others have to see no sign of life before they may take this owner's items. */
    public long patienceMillis() {
        long silence = region.longPlain(offset + SLOT_SILENCE);
        return Math.max(leaseMillis(), Math.min(silence, MAX_SILENCE_MILLIS));
    }

    /** Crash, or a stop, in between: the silence holds from the last heartbeat on, a moment longer than asked for. */
    void beat(long silenceMillis) {
        region.longPlain(offset + SLOT_SILENCE, silenceMillis);
        region.longRelease(offset + SLOT_HEARTBEAT, System.currentTimeMillis());
    }

    /** Notes a process that works for the owner. Crash: the pid is written last; before it nothing is noted. */
    public void child(int index, long pid, long start) {
        int at = ControlDescriptor.childOffset(this.index, index);
        region.longPlain(at + Long.BYTES, start);
        region.longRelease(at, pid);
    }

    /** Says that processes which bear the owner's mark may run from now on; see {@link io.dishrack.RunMark}. */
    public void marksProcesses(long born) {
        region.longVolatile(offset + SLOT_BORN, born);
    }

    /** When the owner's process started if such processes may run, else 0. */
    public long born() {
        return region.longAcquire(offset + SLOT_BORN);
    }

    /**
     * Asks the owner to end, by a word that names it: should the slot become another's at this moment, that one is not
     * meant. Crash: asked or not.
     */
    public void dismiss() {
        region.longVolatile(offset + SLOT_DISMISSED, identity());
    }

    /** Whether the owner was asked to end. */
    public boolean isDismissed() {
        return region.longVolatile(offset + SLOT_DISMISSED) == identity();
    }

    private long identity() {
        return startedMillis() << 24 ^ pid() | 1;
    }

    /** Since when the owner has been at what it has been at longest, or 0. */
    public long busySinceMillis() {
        return region.longAcquire(offset + SLOT_BUSY);
    }

    /** Tells so. */
    void busySince(long millis) {
        region.longRelease(offset + SLOT_BUSY, millis);
    }

    /** The pid of a noted process, or 0. */
    public long childPid(int index) {
        return region.longAcquire(ControlDescriptor.childOffset(this.index, index));
    }

    /** When a noted process started, as its noter told. */
    public long childStart(int index) {
        return region.longPlain(ControlDescriptor.childOffset(this.index, index) + Long.BYTES);
    }

    /**
     * A number that no other claim through this slot has had. Crash: what is left of a portion is skipped by the slot's
     * next owner.
     */
    public long nextFence() {
        synchronized (nextFence) {
            long fence = nextFence.get();
            if (fence == fenceEnd) {
                fence = region.addLong(offset + SLOT_FENCE, FENCE_PORTION);
                fenceEnd = fence + FENCE_PORTION;
            }
            nextFence.set(fence + 1);
            return fence;
        }
    }
}
