package io.dishrack.engine;

import io.dishrack.engine.signal.Signal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks, for the deliveries of a handle that want to hear of it, whether their cancelling was asked for. Its one thread
 * is started by the first of them, and sleeps without an end while there is none. Whoever asks wakes it.
 */
final class CancelWatch implements AutoCloseable {

    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** In its first second it looks by itself: what is needed to be woken takes longer to load than some processes live. */
    private static final long YOUNG_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Far longer than a store takes to be seen by others. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Signal signal;
    private final CancelWatched watched = new CancelWatched();
    private volatile Thread thread;
    /** Whether the thread sleeps until something is added. */
    private volatile boolean idle;

    private volatile boolean closed;

    CancelWatch(Signal signal) {
        this.signal = signal;
    }

    /** Looks at it now, in this thread, and whenever somebody asks for a cancelling. It is not there yet. */
    void add(FolderDelivery delivery) {
        watched.add(delivery);
        if (thread == null) {
            start();
        } else if (idle) {
            idle = false;
            LockSupport.unpark(thread);
        }
        // Asked for before it was added: nobody else would tell.
        tell(delivery);
    }

    void remove(FolderDelivery delivery) {
        watched.leave(delivery);
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread started = new Thread(this::run, "dishrack-cancels");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    private void run() {
        long born = System.nanoTime();
        while (!closed) {
            try {
                int ticket = signal.prepare();
                watched.forEach(this::tell);
                LockSupport.parkNanos(this, MOMENT_NANOS);
                watched.forEach(this::tell); // what was being added then
                if (System.nanoTime() - born < SLICE_NANOS) {
                    LockSupport.parkNanos(this, YOUNG_NANOS);
                } else if (!closed) {
                    signal.await(ticket, SLICE_NANOS);
                }
                awaitAny();
            } catch (RuntimeException | Error e) {
                // The files are lost: whoever settles is told. Until it is closed, it is tried again.
                LockSupport.parkNanos(this, SLICE_NANOS);
            }
        }
    }

    /**
     * Sleeps while there is none. Woken, it does so again after a slice at the earliest: where items come quickly, most
     * of them must not cost a wake-up.
     */
    private void awaitAny() {
        idle = true;
        if (watched.isEmpty() && !closed) {
            // Who added one before that was visible does not wake it, but is seen a moment later.
            LockSupport.parkNanos(this, MOMENT_NANOS);
        }
        if (watched.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
    }

    /** Of two threads that find it at once, one tells. */
    private void tell(FolderDelivery delivery) {
        if (delivery.isToBeTold() && watched.claim(delivery)) {
            delivery.tellCancelled();
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            LockSupport.unpark(running);
            signal.wakeAll();
            Threads.join(running);
        }
    }
}
