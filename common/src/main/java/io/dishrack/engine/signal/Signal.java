package io.dishrack.engine.signal;

import io.dishrack.engine.region.Region;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place where threads of all processes wait for one kind of event.
 *
 * <p>Two words: a flag that somebody may sleep, and a sequence that changes with each wake-up. A sleeper raises the
 * flag, looks once more for what it waits for, and sleeps while the sequence is as it was; a waker publishes, then looks
 * at the flag, and only if it is up pays for a system call. Either the waker sees the flag or the sleeper sees what was
 * published: both have a full fence between their two steps.
 *
 * <p>Crash: a killed sleeper leaves the flag up, which costs the next waker one system call. A waker killed between
 * publishing and waking is made up for by its reaper, who wakes everybody. Sleepers themselves look around seldom; the
 * one thread of their handle that never sleeps long does so for all of them, {@link #hasOwnSleepers} and {@link #nudge}:
 * a waker may be frozen, or may have changed the words without a system call.
 */
public final class Signal {

    /** The longest sleep of those who wait for a lock, and look after its holder themselves. */
    public static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Region region;
    private final int flagOffset;
    private final int sequenceOffset;
    /** Threads that sleep through this object. */
    private final AtomicInteger asleep = new AtomicInteger();

    private final InterruptWakes interrupts = new InterruptWakes(this::wakeAll);
    private volatile int lastTicket;
    private long address;

    /** Over the two words at an offset. */
    public Signal(Region region, int offset) {
        this.region = region;
        this.flagOffset = offset;
        this.sequenceOffset = offset + Integer.BYTES;
    }

    /** First step of a sleeper; it then looks once more for what it waits for. Returns the ticket for {@link #await}. */
    public int prepare() {
        int ticket = region.intVolatile(sequenceOffset);
        region.intVolatile(flagOffset, 1);
        VarHandle.fullFence();
        return ticket;
    }

    /**
     * Sleeps until the next wake-up after {@link #prepare}, at most {@code nanos} and at most a second. An interrupt ends
     * the sleep of everybody here: it is rare, and all look again for what they wait for.
     */
    public void await(int ticket, long nanos) {
        if (region.intVolatile(sequenceOffset) != ticket) {
            return;
        }
        lastTicket = ticket;
        asleep.incrementAndGet();
        try {
            interrupts.during(() -> Futex.await(region.buffer(), address(), ticket, Math.min(nanos, MOST_NANOS)));
        } finally {
            asleep.decrementAndGet();
        }
        // Others may sleep on although the flag went down when this thread was woken.
        region.intVolatile(flagOffset, 1);
    }

    /** Wakes up to {@code most} sleepers if there may be any. The event was published before, by a volatile store. */
    public void wake(int most) {
        if (region.intVolatile(flagOffset) != 0) {
            wakeSleepers(most);
        }
    }

    /** Wakes a sleeper, also where the flag went down and then nobody was woken. */
    public void wakeOne() {
        wakeSleepers(1);
    }

    /** Wakes every sleeper. */
    public void wakeAll() {
        wakeSleepers(Integer.MAX_VALUE);
    }

    /** Whether a thread sleeps through this very object. */
    public boolean hasOwnSleepers() {
        return asleep.get() != 0;
    }

    /**
     * Wakes the sleepers when there was a wake-up since the last of them prepared to sleep: one that could not reach
     * them, if they sleep on. Right for those that are always woken all at once; more than needed, never less.
     */
    public void nudge() {
        if (hasOwnSleepers() && region.intVolatile(sequenceOffset) != lastTicket) {
            wakeAll();
        }
    }

    /** Whether somebody may sleep. */
    public boolean hasSleepers() {
        return region.intVolatile(flagOffset) != 0;
    }

    private void wakeSleepers(int most) {
        region.intVolatile(flagOffset, 0);
        region.addInt(sequenceOffset, 1);
        Futex.wake(address(), most);
    }

    /** Computed twice by racing threads at worst. */
    private long address() {
        if (address == 0 && Futex.isLoaded()) {
            address = Futex.address(region.buffer()) + sequenceOffset;
        }
        return address;
    }
}
