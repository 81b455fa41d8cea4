package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.region.CutFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for items. Putters, and whoever gives an item back, wake it. */
final class Taker implements AutoCloseable {

    /** About 20 us: less than a sleep and a wake-up cost, enough to meet a busy putter's next item. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 400 : 0;

    /** How much longer than told it looks for an item among others that may not be handed out yet. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Core core;
    private final Claims claims;
    private final Census census;
    private final FolderPresence presence;
    private final AtomicBoolean closed;
    private final long spinNanos;
    private volatile int wakeups;

    Taker(Core core, Claims claims, Census census, FolderPresence presence, AtomicBoolean closed) {
        this.core = core;
        this.claims = claims;
        this.census = census;
        this.presence = presence;
        this.closed = closed;
        this.spinNanos = SPINS == 0 ? 0 : core.options.spin().toNanos();
    }

    /** Up to {@code max} items, or none when the time ran out or {@link #wakeup} was called. */
    List<Delivery<byte[]>> poll(int max, Waiting waiting) throws InterruptedException {
        try {
            return await(max, waiting);
        } catch (InterruptedException | IllegalStateException e) {
            // It may have been woken, or have searched, for an item that it does not take.
            passOn();
            throw e;
        }
    }

    private List<Delivery<byte[]>> await(int max, Waiting waiting) throws InterruptedException {
        int wakeupsBefore = wakeups;
        // Who always finds something never sleeps, and is to hear of its dismissal all the same: two loads.
        presence.look();
        List<Delivery<byte[]>> out = new ArrayList<>(Math.min(max, 64));
        for (; ; ) {
            Waiting.throwIfInterrupted();
            core.throwIfClosed(closed);
            if (core.control.shutdownVolatile() != ControlFile.SHUTDOWN_NOW && claims.mayClaim()) {
                boolean again = claims.claim(max, out);
                if (!out.isEmpty()) {
                    core.reached(Fault.TAKE_HANDED_OVER);
                    passOn();
                    return out;
                }
                if (again && !waiting.isOver(PATIENCE_NANOS)) {
                    continue;
                }
            }
            if (isDrained()) {
                throw FolderQueue.closedException(core);
            }
            if (waiting.left() <= 0 || wakeups != wakeupsBefore) {
                CutFile.tell();
                return out;
            }
            core.throwIfInTrouble();
            if (!search() && !waiting.spins(spinNanos)) {
                sleep(waiting, wakeupsBefore);
                presence.look();
            }
        }
    }

    /** Whether it looks as if there were something to take. */
    boolean mayTake() {
        return claims.mayClaim();
    }

    private void passOn() {
        if (claims.mayClaim()) {
            core.wakeTaker();
        }
    }

    /** Looks for a moment, if nobody else does; says whether there is something. */
    private boolean search() {
        if (SPINS == 0) {
            return false;
        }
        long search = core.searcher.begin();
        if (search == 0 && spinNanos == 0) {
            return false;
        }
        try {
            for (int i = 0; i < SPINS; i++) {
                if (claims.mayClaim()) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        } finally {
            if (search != 0) {
                core.searcher.end(search);
            }
        }
    }

    /** Whoever asks for anything publishes that before he wakes: seen here, or the ticket is outdated. */
    private void sleep(Waiting waiting, int wakeupsBefore) {
        // Time to open the log, so that the first item does not wait for it.
        claims.warmUp();
        int ticket = core.signals.items().prepare();
        presence.look();
        if (!claims.mayClaim() && !closed.get() && wakeups == wakeupsBefore && !isDrained()) {
            core.signals.items().await(ticket, waiting.left());
        }
    }

    /**
     * Shut down, and nothing is left that could be taken: now, after its back-off, behind another of its key, or because
     * another process dies that holds it. What this handle holds does not count, so that who holds something may learn of the end.
     */
    boolean isDrained() {
        long shutdown = core.control.shutdownVolatile();
        if (shutdown == ControlFile.OPEN) {
            return false;
        }
        return shutdown == ControlFile.SHUTDOWN_NOW
                || core.control.nextDueVolatile() == ControlFile.NONE_DUE
                        && !claims.anyReady()
                        && !census.othersHold(core.slot().index())
                        && !claims.anyBehind()
                        && !claims.anyReady();
    }

    synchronized void wakeup() {
        wakeups++;
        core.signals.items().wakeAll();
    }

    @Override
    public void close() {
        claims.close();
    }
}
