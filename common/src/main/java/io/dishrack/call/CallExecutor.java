package io.dishrack.call;

import io.dishrack.Cancellation;
import io.dishrack.DishrackException;
import io.dishrack.request.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls as an {@link ExecutorService}, for programs that know one. Its tasks are {@link RemoteFunction#task}s; they run in
 * dryers, or in the caller's default workers. Anything else, a lambda first of all, is code and state of this JVM that no
 * other process has: it is refused by a {@link RejectedExecutionException} that names the way out.
 *
 * <p>What differs from an executor of threads: a task is run <i>at least</i> once, and survives this process; its
 * exception arrives as a {@link io.dishrack.request.WorkFailedException}, told as text; submitting waits for room in a
 * bounded queue, as long as the function's {@link RemoteFunction#withRoom} says, and is rejected then, or when the thread
 * is interrupted, which stays set. The view shuts down by itself: neither caller nor queue nor dryers do, and tasks of
 * others are not its own.
 *
 * <p><b>Threads.</b> Any number; no thread of its own.
 */
public final class CallExecutor implements ExecutorService {

    private final Caller caller;
    /** Tasks whose calls have not ended, in the order they were submitted; guarded by this, as are the following. */
    private final Map<Request<?>, RemoteTask<?>> running = new LinkedHashMap<>();

    /** Tasks that are being put. */
    private int starting;

    private boolean shutdown;
    private boolean dropping;

    CallExecutor(Caller caller) {
        this.caller = caller;
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return start(task).future();
    }

    /** The future brings null, as that of every Runnable. */
    @Override
    public Future<?> submit(Runnable task) {
        return submit(task, null);
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return start(plain(task), value -> result).future();
    }

    /** Submits it; what comes of it is not told. */
    @Override
    public void execute(Runnable task) {
        start(plain(task), Function.identity());
    }

    <T> Request<T> start(Callable<T> task) {
        if (task instanceof RemoteTask<T> remote) {
            return start(remote, Function.identity());
        }
        throw foreign(task);
    }

    private static RemoteTask<?> plain(Runnable task) {
        if (task instanceof RemoteTask.Plain plain) {
            return plain.task();
        }
        throw foreign(task);
    }

    private static RejectedExecutionException foreign(Object task) {
        if (task == null) {
            throw new NullPointerException("task");
        }
        return new RejectedExecutionException("task can't cross processes: class="
                + task.getClass().getName() + "; register a function where calls are received, and submit its"
                + " RemoteFunction.task(arguments), with asRunnable() where a Runnable is wanted");
    }

    private <R, T> Request<T> start(RemoteTask<R> task, Function<? super R, ? extends T> then) {
        if (!task.isOf(caller)) {
            throw new RejectedExecutionException("task is of another caller; make it by a function of this one");
        }
        begin();
        Request<T> request = null;
        try {
            request = task.start(then);
            return request;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for room in the queue", e);
        } catch (IllegalStateException | DishrackException e) {
            throw new RejectedExecutionException(e.getMessage(), e);
        } finally {
            begun(request, task);
        }
    }

    private synchronized void begin() {
        if (shutdown) {
            throw new RejectedExecutionException("executor is shut down; get another one from its caller");
        }
        starting++;
    }

    private void begun(Request<?> request, RemoteTask<?> task) {
        boolean drop;
        synchronized (this) {
            starting--;
            notifyAll();
            if (request == null) {
                return;
            }
            running.put(request, task);
            drop = dropping;
        }
        request.ended().thenRun(() -> ended(request));
        if (drop) {
            request.cancel(); // it waited for room when all was dropped
        }
    }

    private synchronized void ended(Request<?> request) {
        running.remove(request);
        notifyAll();
    }

    /** Refuses new tasks; what was submitted goes on. */
    @Override
    public synchronized void shutdown() {
        shutdown = true;
        notifyAll();
    }

    /**
     * Refuses new tasks, cancels those of this executor that wait, and asks those that run to end: their functions are
     * interrupted.
     *
     * @return those that waited, to be executed again by another executor of this caller. One of them may have run before,
     *     and waited to be tried again because its dryer died
     */
    @Override
    public List<Runnable> shutdownNow() {
        Map<Request<?>, RemoteTask<?>> all;
        synchronized (this) {
            shutdown();
            dropping = true;
            all = new LinkedHashMap<>(running);
        }
        List<Runnable> waited = new ArrayList<>();
        all.forEach((request, task) -> {
            if (request.cancel() == Cancellation.CANCELLED) {
                waited.add(task.asRunnable());
            }
        });
        return waited;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    /** Whether it is shut down and the calls of all its tasks have ended, wherever they ran. */
    @Override
    public synchronized boolean isTerminated() {
        return shutdown && starting == 0 && running.isEmpty();
    }

    /** Woken by each task that ends. */
    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long begun = System.nanoTime();
        while (!isTerminated()) {
            long left = unit.toNanos(timeout) - (System.nanoTime() - begun);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    /** Cancels those that have not ended in time; waiting for room counts, but is not cut short. */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return new Invocation<T>(this, unit.toNanos(timeout)).start(tasks).all();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts all of them, and cancels the others when one has succeeded; waiting for room is not cut short. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("no tasks; give one or more");
        }
        return new Invocation<T>(this, unit.toNanos(timeout)).start(tasks).any(caller.batch());
    }
}
