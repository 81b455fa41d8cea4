package io.dishrack.pool;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import io.dishrack.threads.Daemons;
import io.dishrack.threads.Doze;
import java.time.Duration;
import java.util.List;

/** A thread of a pool: takes items and works on them until it is dismissed, or finds nothing for too long. */
final class Worker<T> {

    private static final Report CANCELLED = Report.failure(1, "cancelled while it ran");
    private static final Report CANCELLED_BEFORE = Report.failure(1, "cancelled before its work was begun");
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final WorkerPool<T> pool;
    private final JoinableQueue<T> queue;
    private final Work<T> work;
    private final PoolOptions options;
    private final Thread thread;
    private final Doze doze = new Doze();
    private volatile boolean dismissed;
    private volatile boolean aborted;
    /** What is worked on, or null; guarded by this: an interrupt reaches nothing but the work. */
    private Job<T> current;

    Worker(WorkerPool<T> pool, JoinableQueue<T> queue, Work<T> work, PoolOptions options, int number) {
        this.pool = pool;
        this.queue = queue;
        this.work = work;
        this.options = options;
        this.thread = Daemons.make(options.name() + "-worker-" + number, this::run);
    }

    void start() {
        thread.start();
    }

    /** Finishes what it works on and takes nothing more. Wakes it if it waits. */
    void dismiss() {
        dismissed = true;
        doze.wake();
    }

    /** The same, but asks the work to give up; the item is handed back. */
    void abort() {
        synchronized (this) {
            aborted = true;
            if (current != null) {
                thread.interrupt();
            }
        }
        dismiss();
    }

    boolean isDismissed() {
        return dismissed;
    }

    boolean isAborted() {
        return aborted;
    }

    private void run() {
        RuntimeException failure = null;
        try {
            while (!dismissed && takeAndWork()) {
                // until told otherwise
            }
        } catch (QueueClosedException e) {
            dismissed = true; // nothing will come any more
        } catch (InterruptedException e) {
            dismissed = true; // somebody meant this thread
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException(e);
        } finally {
            pool.ended(this, failure);
        }
    }

    /** Says whether to go on. */
    private boolean takeAndWork() throws InterruptedException {
        Duration timeout = options.idle() == null ? FOREVER : options.idle();
        List<Delivery<T>> batch = doze.during(() -> queue.pollBatch(options.batch(), timeout));
        if (batch == null) {
            return true; // woken: the flags say why
        }
        if (batch.isEmpty()) {
            if (!pool.mayEnd(this)) {
                return true;
            }
            // Who put an item just now counted on this worker; the next one will not.
            batch = queue.pollBatch(options.batch(), Duration.ZERO);
            if (batch.isEmpty()) {
                return false;
            }
        }
        pool.begun(this);
        try {
            work(batch);
        } finally {
            pool.finished(this);
        }
        return true;
    }

    private void work(List<Delivery<T>> batch) {
        try {
            for (Delivery<T> delivery : batch) {
                if (dismissed) {
                    break;
                }
                work(delivery);
            }
        } finally {
            for (Delivery<T> delivery : batch) {
                if (delivery.outcome() == null) {
                    delivery.release();
                }
            }
        }
    }

    private void work(Delivery<T> delivery) {
        if (delivery.isCancelled()) {
            delivery.fail(CANCELLED_BEFORE);
            return;
        }
        Report report = null;
        Throwable thrown = null;
        Job<T> job = new Job<>(delivery, this);
        if (beginWork(job)) {
            delivery.onCancel(() -> cancel(job));
            try {
                report = work.work(job);
            } catch (Throwable e) {
                thrown = e;
            }
            endWork();
            delivery.onCancel(null);
        }
        if (job.wasCancelled()) {
            delivery.fail(thrown == null ? CANCELLED : Report.failure(thrown)); // which cancels it, as was asked for
        } else if (!aborted) {
            settle(delivery, report, thrown);
        } // else it is handed back
    }

    private synchronized boolean beginWork(Job<T> job) {
        current = aborted ? null : job;
        return current != null;
    }

    /** Called by the queue, perhaps about one that was at work a moment ago. */
    private synchronized void cancel(Job<T> job) {
        if (current == job && !job.wasCancelled()) {
            job.cancelled();
            thread.interrupt();
        }
    }

    /** From here on nobody interrupts; an interrupt left behind by the work is no concern of the next one. */
    private synchronized void endWork() {
        current = null;
        Thread.interrupted();
    }

    private static <T> void settle(Delivery<T> delivery, Report report, Throwable thrown) {
        if (thrown instanceof RejectedWorkException e) {
            delivery.reject(Report.failure(e.getCause() == null ? e : e.getCause()));
        } else if (thrown != null) {
            delivery.fail(Report.failure(thrown));
        } else if (report == null) {
            delivery.done();
        } else if (report.exitCode() == 0) {
            delivery.done(report);
        } else {
            delivery.fail(report);
        }
    }
}
