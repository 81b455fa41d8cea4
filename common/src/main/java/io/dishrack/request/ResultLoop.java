package io.dishrack.request;

import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueUnusableException;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.threads.Daemons;
import io.dishrack.threads.Doze;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a requester: reads results as they come and ends requests with them.
 *
 * <p>Most requests end that way. The others are found by looking at the states of their items, when the queue has news
 * without a result (a cancel), when a look is asked for (reattached, or a result that could not be kept until its put had
 * returned), and once a second, should either have been missed. What has ended by then and was not told by the feed is
 * searched for among all the results that are kept; what is not there has none. A look at very many requests is followed
 * by a time without one, so that looking never takes more than a small part of a processor.
 */
final class ResultLoop {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONG_TICK = Duration.ofSeconds(10);
    /** A look may take one part in so many of the time. */
    private static final long SHARE = 20;
    /** The record of a dead letter that others had to write may come as late as this. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Damaged results in a row; each is left out, but a feed that tells of nothing else is broken. */
    private static final int MOST_DAMAGED = 10_000;

    private final JoinableQueue<?> queue;
    private final Pending pending;
    private final ResultFeed feed;
    private final Doze doze = new Doze();
    private final Thread thread;
    /** Dead letters without a record, and when that was noticed. */
    private final Map<Request<?>, Long> unrecorded = new HashMap<>();

    private volatile boolean closing;
    private volatile boolean lookAsked;
    private long looked = System.nanoTime();
    private long lookNoSooner = looked;

    ResultLoop(JoinableQueue<?> queue, Pending pending) {
        this.queue = queue;
        this.pending = pending;
        this.feed = queue.results(false);
        this.thread = Daemons.make("dishrack-results", this::run);
    }

    void start() {
        thread.start();
    }

    /** Has the pending requests looked at soon. */
    void look() {
        lookAsked = true;
        doze.wake();
    }

    /** Ends the thread, and waits for that unless it is the caller. */
    void close() {
        closing = true;
        doze.wake();
        boolean interrupted = false;
        while (thread != Thread.currentThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        RuntimeException reason = null;
        try (feed) {
            work();
        } catch (InterruptedException e) {
            reason = new IllegalStateException("thread was interrupted: thread=" + thread.getName(), e);
        } catch (RuntimeException e) {
            reason = e;
        } catch (Error e) {
            reason = new IllegalStateException(e);
        }
        if (!closing) {
            for (Request<?> request : pending.end(reason)) {
                request.fail(reason);
            }
        }
    }

    private void work() throws InterruptedException {
        boolean onlyNews = false;
        while (!closing) {
            if (readAll(feed) > 0) {
                onlyNews = false;
            }
            long now = System.nanoTime();
            boolean wanted = onlyNews || lookAsked || now - looked >= TICK.toNanos();
            if (wanted && now - lookNoSooner >= 0) {
                lookAround();
            }
            Duration most = pending.size() == 0 ? LONG_TICK : TICK;
            doze.during(() -> {
                feed.awaitNews(most);
                return null;
            });
            onlyNews = true;
        }
    }

    /** Ends requests with all the results that are there; says how many there were, of whomever. */
    private long readAll(ResultFeed from) throws InterruptedException {
        long read = 0;
        for (int damaged = 0; !closing; ) {
            Result result;
            try {
                result = from.poll(Duration.ZERO);
                damaged = 0;
            } catch (QueueUnusableException e) {
                if (++damaged > MOST_DAMAGED) {
                    throw e;
                }
                continue;
            }
            if (result == null) {
                return read;
            }
            read++;
            Request<?> request = pending.arrived(result);
            if (request != null) {
                request.complete(result);
            }
        }
        return read;
    }

    private void lookAround() throws InterruptedException {
        long begun = System.nanoTime();
        lookAsked = false;
        List<Request<?>> ended = new ArrayList<>();
        for (Request<?> request : pending.all()) {
            ItemState state = queue.state(request.number());
            if (state == null || state.isFinished()) {
                ended.add(request);
            }
        }
        if (!ended.isEmpty()) {
            end(ended);
        }
        looked = System.nanoTime();
        lookNoSooner = looked + SHARE * (looked - begun);
    }

    /** What is DONE has been recorded before, so it is known once all records up to here have been read. */
    private void end(List<Request<?>> ended) throws InterruptedException {
        long end = feed.end();
        readAll(feed);
        if (feed.position() < end || !readKept(ended, end)) {
            lookAsked = true; // something holds up the feed, for a moment
            return;
        }
        long now = System.nanoTime();
        for (Request<?> request : ended) {
            endWithoutResult(request, now);
        }
        unrecorded.keySet().removeIf(Request::isDone);
    }

    /** Searches all results that are kept, if that may help; false when they could not all be read now. */
    private boolean readKept(List<Request<?>> ended, long end) throws InterruptedException {
        if (ended.stream().noneMatch(this::isWithoutResult)) {
            return true;
        }
        try (ResultFeed kept = queue.results(true)) {
            readAll(kept);
            return kept.position() >= end;
        }
    }

    private boolean isWithoutResult(Request<?> request) {
        return pending.isPending(request)
                && !unrecorded.containsKey(request)
                && queue.state(request.number()) != ItemState.CANCELLED;
    }

    private void endWithoutResult(Request<?> request, long now) {
        ItemState state = queue.state(request.number());
        if (closing || state != null && !state.isFinished()) {
            return; // redriven meanwhile
        }
        if (state == ItemState.DEAD && now - unrecorded.computeIfAbsent(request, r -> now) < LATE_NANOS) {
            return;
        }
        if (!pending.remove(request)) {
            return;
        }
        if (state == ItemState.CANCELLED) {
            request.cancelled();
        } else {
            request.fail(new ResultMissingException(request.number(), state));
        }
    }
}
