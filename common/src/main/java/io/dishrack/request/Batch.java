package io.dishrack.request;

import io.dishrack.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Requests that are harvested together: each is handed out once, when it has ended. Callbacks run in the thread that
 * harvests, so it is that one's choice when. Any number of threads may add and harvest.
 *
 * @param <R> what the requests bring back
 */
public final class Batch<R> {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final LongSupplier workers;
    /** Ended and not handed out; guarded by this, whose waiters are woken by whoever adds to it. */
    private final Deque<Request<R>> ended = new ArrayDeque<>();
    /** Not ended; guarded by this. */
    private final Set<Request<R>> running = new LinkedHashSet<>();

    private long outstanding;
    private long handedOut;
    private Duration patience;
    private BiConsumer<Request<R>, R> onValue = (request, value) -> {};
    private BiConsumer<Request<R>, Throwable> onException = (request, thrown) -> {};

    /** {@code workers} tells how many workers live. */
    public Batch(LongSupplier workers) {
        this.workers = workers;
    }

    /** Called with each value, by the thread that harvests it. */
    public synchronized Batch<R> onValue(BiConsumer<Request<R>, R> callback) {
        onValue = callback;
        return this;
    }

    /** Called with whatever else a request ends with, by the thread that harvests it. */
    public synchronized Batch<R> onException(BiConsumer<Request<R>, Throwable> callback) {
        onException = callback;
        return this;
    }

    /**
     * Has whoever waits told {@link NoWorkersAvailableException} when for so long no worker was alive.
     *
     * @param grace zero: at once
     */
    public synchronized Batch<R> needWorkers(Duration grace) {
        patience = grace;
        return this;
    }

    /** Adds a request, which may have ended already. */
    public Request<R> add(Request<R> request) {
        synchronized (this) {
            outstanding++;
            running.add(request);
        }
        request.future().whenComplete((value, thrown) -> hasEnded(request));
        return request;
    }

    /** Adds several. */
    public Batch<R> addAll(Collection<Request<R>> requests) {
        requests.forEach(this::add);
        return this;
    }

    private synchronized void hasEnded(Request<R> request) {
        running.remove(request);
        ended.add(request);
        notifyAll();
    }

    /**
     * Cancels all that have not ended, each as {@link Request#cancel} does. They are harvested as others are, those that
     * ran when they have ended.
     *
     * @return how many were cancelled, or asked to end
     */
    public int cancel() {
        List<Request<R>> all;
        synchronized (this) {
            all = List.copyOf(running);
        }
        int cancelled = 0;
        for (Request<R> request : all) {
            cancelled += request.cancel() == Cancellation.TOO_LATE ? 0 : 1;
        }
        return cancelled;
    }

    /** Requests that were added and not handed out. */
    public synchronized long outstanding() {
        return outstanding;
    }

    /**
     * Hands out what has ended since the last time; waits for nothing.
     *
     * @return perhaps nothing
     * @throws NoResultsPendingException when all that was added was handed out before
     */
    public List<Request<R>> poll() {
        List<Request<R>> harvest = new ArrayList<>();
        synchronized (this) {
            requireOutstanding();
            while (!ended.isEmpty()) {
                harvest.add(next());
            }
        }
        callBack(harvest);
        return harvest;
    }

    /**
     * Hands out one that has ended, waiting for it.
     *
     * @throws NoResultsPendingException when all that was added was handed out before
     * @throws NoWorkersAvailableException see {@link #needWorkers}
     */
    public Request<R> take() throws InterruptedException {
        return poll(FOREVER);
    }

    /** As {@link #take}, waiting at most {@code timeout}; null when none ended in time. */
    public Request<R> poll(Duration timeout) throws InterruptedException {
        Request<R> request;
        synchronized (this) {
            requireOutstanding();
            request = awaitEnded(timeout) ? next() : null;
        }
        if (request != null) {
            callBack(request);
        }
        return request;
    }

    /**
     * Harvests until all that was added has been handed out.
     *
     * @return whether it has, within the time
     * @throws NoWorkersAvailableException see {@link #needWorkers}
     */
    public boolean waitAll(Duration timeout) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                long left = Math.max(0, nanos(timeout) - (System.nanoTime() - begun));
                if (poll(Duration.ofNanos(left)) == null) {
                    return false;
                }
            } catch (NoResultsPendingException e) {
                return true;
            }
        }
    }

    /** The outstanding ones as they end; each step waits for the next. An interrupt ends it by a CancellationException. */
    public Iterable<Request<R>> asCompleted() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return outstanding() > 0;
            }

            @Override
            public Request<R> next() {
                try {
                    return take();
                } catch (NoResultsPendingException e) {
                    throw new NoSuchElementException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("interrupted while waiting: outstanding=" + outstanding());
                }
            }
        };
    }

    private void requireOutstanding() {
        if (outstanding == 0) {
            throw new NoResultsPendingException(handedOut);
        }
    }

    /** Waits until something has ended; false when the time ran out. */
    private boolean awaitEnded(Duration timeout) throws InterruptedException {
        long begun = System.nanoTime();
        long alone = begun;
        while (ended.isEmpty()) {
            long now = System.nanoTime();
            long left = nanos(timeout) - (now - begun);
            if (left <= 0) {
                return false;
            }
            if (patience == null) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                continue;
            }
            if (workers.getAsLong() > 0) {
                alone = now;
            } else if (now - alone >= nanos(patience)) {
                throw new NoWorkersAvailableException(outstanding);
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_NANOS));
        }
        return true;
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(FOREVER) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private Request<R> next() {
        outstanding--;
        handedOut++;
        return ended.remove();
    }

    /** What a callback throws is thrown to the harvester, after the other callbacks were called. */
    private void callBack(List<Request<R>> harvest) {
        RuntimeException failure = null;
        for (Request<R> request : harvest) {
            try {
                callBack(request);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void callBack(Request<R> request) {
        BiConsumer<Request<R>, R> value;
        BiConsumer<Request<R>, Throwable> exception;
        synchronized (this) {
            value = onValue;
            exception = onException;
        }
        Throwable[] thrown = {null};
        R result = request.future()
                .exceptionally(reason -> {
                    thrown[0] = reason;
                    return null;
                })
                .join();
        if (thrown[0] == null) {
            value.accept(request, result);
        } else {
            exception.accept(request, thrown[0]);
        }
    }
}
