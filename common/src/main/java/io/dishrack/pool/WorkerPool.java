package io.dishrack.pool;

import io.dishrack.JoinableQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Threads of this JVM that work on a queue, as many as it is told, at any time. All its methods may be called from any
 * thread, from the work too, except those that wait.
 *
 * <p>So many items run at once in this pool as it has workers. What limits how many of a queue's items run at once over
 * all processes is the queue itself. To drop what waits, shut the queue down at once ({@link
 * JoinableQueue#shutdownNow}): workers end when what they run is done.
 *
 * <p><b>Threads.</b> Daemons; a pool that is forgotten keeps no JVM alive. An idle worker sleeps in the queue and uses no
 * processor time. <b>Crash.</b> What a killed JVM's workers had taken is handed out to others.
 *
 * @param <T> the items
 */
public final class WorkerPool<T> implements AutoCloseable {

    private final JoinableQueue<T> queue;
    private final Work<T> work;
    private final PoolOptions options;
    /** Those that are to stay, newest last; guarded by this, as are the following. */
    private final Deque<Worker<T>> workers = new ArrayDeque<>();
    /** Every worker whose thread has not ended. */
    private final Set<Worker<T>> alive = new HashSet<>();
    /** Those that wait for an item. */
    private final Set<Worker<T>> idle = new HashSet<>();

    private int made;
    private boolean closed;
    private RuntimeException failure;

    /** A pool without workers; the caller closes the queue, after the pool. */
    public WorkerPool(JoinableQueue<T> queue, Work<T> work, PoolOptions options) {
        this.queue = queue;
        this.work = work;
        this.options = options;
    }

    /** A pool with that many workers. */
    public static <T> WorkerPool<T> of(JoinableQueue<T> queue, int workers, Work<T> work) {
        WorkerPool<T> pool = new WorkerPool<>(queue, work, PoolOptions.DEFAULTS);
        pool.add(workers);
        return pool;
    }

    /**
     * Adds workers.
     *
     * @throws IllegalStateException when the pool is closed
     */
    public synchronized void add(int count) {
        requireCount(count);
        if (closed) {
            throw new IllegalStateException("pool is closed: pool=" + options.name() + "; make another");
        }
        for (int i = 0; i < count; i++) {
            Worker<T> worker = new Worker<>(this, queue, work, options, made++);
            workers.addLast(worker);
            alive.add(worker);
            idle.add(worker);
            worker.start();
        }
    }

    /**
     * Dismisses workers, the idle ones first: each finishes the item that it works on and hands back what it has not
     * begun. Does not wait for that.
     *
     * @return how many were dismissed: fewer when there were fewer
     */
    public int dismiss(int count) {
        requireCount(count);
        List<Worker<T>> chosen = choose(count);
        chosen.forEach(Worker::dismiss);
        return chosen.size();
    }

    private synchronized List<Worker<T>> choose(int count) {
        List<Worker<T>> chosen = new ArrayList<>();
        for (boolean onlyIdle : new boolean[] {true, false}) {
            for (Worker<T> worker : List.copyOf(workers)) {
                if (chosen.size() < count && (!onlyIdle || idle.contains(worker))) {
                    workers.remove(worker);
                    chosen.add(worker);
                }
            }
        }
        return chosen;
    }

    /** Adds or dismisses workers until there are so many. */
    public synchronized void resize(int count) {
        requireCount(count);
        int missing = count - workers.size();
        if (missing > 0) {
            add(missing);
        } else {
            dismiss(-missing);
        }
    }

    /**
     * Starts a worker if none is idle and {@link PoolOptions#onDemand} allows one more; to be called after a put. A worker
     * that begins with an item while others wait does the same, and one that ends because it was idle takes a last look,
     * so no item is forgotten, as long as there is one worker or one more put.
     */
    public synchronized void demand() {
        if (!closed && idle.isEmpty() && workers.size() < options.onDemand()) {
            add(1);
        }
    }

    /** Workers that were added and neither dismissed nor ended. */
    public synchronized int size() {
        return workers.size();
    }

    /** Workers that work on items now, dismissed ones too. */
    public synchronized int busy() {
        return alive.size() - idle.size();
    }

    /** Dismissed workers that have not ended yet. */
    public synchronized int leaving() {
        return alive.size() - workers.size();
    }

    /**
     * Waits until all dismissed workers have ended.
     *
     * @return whether they have, within the time
     */
    public synchronized boolean joinDismissed(Duration timeout) throws InterruptedException {
        return await(timeout, true);
    }

    /**
     * Waits until all workers have ended: were dismissed, found nothing to do for too long, or were told that the queue
     * is shut down.
     *
     * @return whether they have, within the time
     * @throws RuntimeException what ended a worker, if something did that is not the work's fault: an unusable queue
     */
    public synchronized boolean awaitEnd(Duration timeout) throws InterruptedException {
        boolean ended = await(timeout, false);
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** Woken by each worker that ends. */
    private boolean await(Duration timeout, boolean dismissedOnly) throws InterruptedException {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("negative time-out: timeout=" + timeout + "; use zero or more");
        }
        long begun = System.nanoTime();
        long most = timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : timeout.toNanos();
        while ((dismissedOnly ? leaving() : alive.size()) > 0) {
            long left = most - (System.nanoTime() - begun);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Interrupts what runs and dismisses everybody; the items are handed back as if they had not been taken. */
    public void abort() {
        List<Worker<T>> all;
        synchronized (this) {
            workers.clear();
            closed = true;
            all = List.copyOf(alive);
        }
        all.forEach(Worker::abort);
    }

    /**
     * Dismisses everybody and waits until what runs is finished. An interrupt makes it {@link #abort} and goes on waiting
     * for those who heed that.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        dismiss(Integer.MAX_VALUE);
        boolean interrupted = false;
        while (true) {
            try {
                joinDismissed(Duration.ofNanos(Long.MAX_VALUE));
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                abort();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("negative number of workers: count=" + count + "; use zero or more");
        }
    }

    void begun(Worker<T> worker) {
        synchronized (this) {
            idle.remove(worker);
        }
        // Who put another one just now may have counted on this worker.
        if (options.onDemand() > 0 && queue.size() > 0) {
            demand();
        }
    }

    synchronized void finished(Worker<T> worker) {
        idle.add(worker);
    }

    /** An idle worker wants to end: from here on nobody counts on it. False when it has to stay. */
    synchronized boolean mayEnd(Worker<T> worker) {
        if (options.idle() == null) {
            return false;
        }
        idle.remove(worker);
        return true;
    }

    /** Its thread ends. */
    synchronized void ended(Worker<T> worker, RuntimeException reason) {
        workers.remove(worker);
        alive.remove(worker);
        idle.remove(worker);
        if (failure == null) {
            failure = reason;
        }
        notifyAll();
    }
}
