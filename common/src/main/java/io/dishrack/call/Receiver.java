package io.dishrack.call;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import io.dishrack.pool.PoolOptions;
import io.dishrack.pool.RejectedWorkException;
import io.dishrack.pool.WorkerPool;
import io.dishrack.threads.Interrupter;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Runs calls that wait in a queue, in the thread that asks for it and when it pleases: that of a user interface, say. For
 * threads that do nothing else see {@link #pool}.
 *
 * <p><b>Threads.</b> Any number may handle calls at the same time. A call that is cancelled while it runs interrupts the
 * thread that handles it, for as long as its function runs.
 */
public final class Receiver {

    private static final Report CANCELLED_BEFORE = Report.failure(1, "cancelled before its work was begun");

    private final JoinableQueue<byte[]> queue;
    private final Functions functions;

    /** Of calls in a queue, which the caller closes. */
    public Receiver(JoinableQueue<byte[]> queue, Functions functions) {
        this.queue = queue;
        this.functions = functions;
    }

    /**
     * Handles all calls that wait now, one after the other; waits for none.
     *
     * @return how many there were, 0 also when the queue is closed
     * @throws CallFailedException when functions threw what is to be raised here, after all were handled: the first,
     *     with the others suppressed
     */
    public int handleAll() throws InterruptedException {
        return handle(queue.size());
    }

    private int handle(long most) throws InterruptedException {
        int handled = 0;
        CallFailedException failure = null;
        while (handled < most) {
            try {
                if (!handleOne(Duration.ZERO)) {
                    break;
                }
            } catch (CallFailedException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
            handled++;
        }
        if (failure != null) {
            throw failure.handled(handled);
        }
        return handled;
    }

    /**
     * Handles one call, waiting for it at most {@code timeout}.
     *
     * @return whether there was one, false also when the queue is closed
     * @throws CallFailedException when its function threw what is to be raised here
     */
    public boolean handleOne(Duration timeout) throws InterruptedException {
        Delivery<byte[]> delivery;
        try {
            delivery = queue.poll(timeout);
        } catch (QueueClosedException e) {
            return false;
        }
        if (delivery == null) {
            return false;
        }
        try {
            run(delivery);
        } finally {
            if (delivery.outcome() == null) {
                delivery.release(); // the disk is full, say
            }
        }
        return true;
    }

    private void run(Delivery<byte[]> delivery) throws InterruptedException {
        if (delivery.isCancelled()) {
            delivery.fail(CANCELLED_BEFORE);
            return;
        }
        Interrupter cancel = new Interrupter();
        delivery.onCancel(cancel);
        BooleanSupplier unwanted =
                () -> cancel.hasFired() || Thread.currentThread().isInterrupted();
        Functions.Answer answer =
                functions.run(delivery.item(), name -> new Call(name, delivery.number(), delivery.attempt(), unwanted));
        boolean cancelled = cancel.end();
        delivery.onCancel(null);
        if (cancelled) {
            delivery.fail(answer.report()); // which cancels it, as was asked for
            return;
        }
        if (answer.thrown() instanceof InterruptedException e) {
            throw e; // this thread was meant, not the call: it is handed back
        }
        if (!answer.isRaisedHere()) {
            delivery.done(answer.report());
            return;
        }
        delivery.reject(answer.report());
        throw new CallFailedException(delivery.number(), answer.thrown());
    }

    /** Handles calls in threads of this JVM: so many as {@code options} say or as are added. */
    public WorkerPool<byte[]> pool(PoolOptions options) {
        return new WorkerPool<>(
                queue,
                job -> {
                    Functions.Answer answer = functions.run(
                            job.item(), name -> new Call(name, job.number(), job.attempt(), job::isCancelled));
                    if (answer.isRaisedHere()) {
                        throw new RejectedWorkException(answer.thrown());
                    }
                    return answer.report();
                },
                options);
    }

    /**
     * Closes the queue for everybody: no more calls, and those that wait are cancelled, which their callers are told at
     * once. What runs may finish.
     *
     * @return how many calls were cancelled
     */
    public long closeQueue() {
        return queue.shutdownNow();
    }

    /**
     * Closes the queue for everybody and handles the calls that wait, here, together with other receivers.
     *
     * @return how many were handled here
     * @throws CallFailedException as {@link #handleAll}
     */
    public int closeQueueAndHandleLast() throws InterruptedException {
        queue.shutdown();
        return handle(Long.MAX_VALUE);
    }
}
