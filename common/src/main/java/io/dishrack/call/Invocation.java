package io.dishrack.call;

import io.dishrack.request.Batch;
import io.dishrack.request.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Several tasks that are waited for together. For one thread. */
final class Invocation<T> {

    private final CallExecutor executor;
    private final long nanos;
    private final long begun = System.nanoTime();
    private final List<Request<T>> requests = new ArrayList<>();

    /** That may take so long. */
    Invocation(CallExecutor executor, long nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    /** Starts all or, when one is refused, none that is not cancelled. */
    Invocation<T> start(Collection<? extends Callable<T>> tasks) {
        boolean started = false;
        try {
            for (Callable<T> task : tasks) {
                requests.add(executor.start(task));
            }
            started = true;
        } finally {
            if (!started) {
                cancel();
            }
        }
        return this;
    }

    private long left() {
        return Math.max(0, nanos - (System.nanoTime() - begun));
    }

    private void cancel() {
        requests.forEach(request -> request.future().cancel(true));
    }

    /** The futures of all, which have ended: in time, or cancelled. */
    List<Future<T>> all() throws InterruptedException {
        try {
            for (Request<T> request : requests) {
                if (!hasEnded(request)) {
                    break;
                }
            }
        } finally {
            cancel();
        }
        List<Future<T>> futures = new ArrayList<>();
        for (Request<T> request : requests) {
            // What could not be cancelled is finished, and its result on its way.
            request.future().handle((value, thrown) -> null).join();
            futures.add(request.future());
        }
        return futures;
    }

    private boolean hasEnded(Request<T> request) throws InterruptedException {
        try {
            request.future().get(left(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** The value of the first that succeeds. */
    T any(Batch<T> batch) throws InterruptedException, ExecutionException, TimeoutException {
        batch.addAll(requests);
        try {
            ExecutionException failure = null;
            while (batch.outstanding() > 0) {
                Request<T> request = batch.poll(Duration.ofNanos(left()));
                if (request == null) {
                    throw new TimeoutException("no task has succeeded in time: tasks=" + requests.size());
                }
                try {
                    return request.future().get();
                } catch (ExecutionException e) {
                    failure = e;
                } catch (CancellationException e) {
                    failure = new ExecutionException(e);
                }
            }
            throw failure;
        } finally {
            cancel();
        }
    }
}
