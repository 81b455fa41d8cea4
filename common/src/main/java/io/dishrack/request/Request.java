package io.dishrack.request;

import io.dishrack.Cancellation;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Result;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A piece of work that was submitted, and what becomes of it. Thread-safe.
 *
 * @param <R> what it brings back
 */
public final class Request<R> {

    private final long number;
    private final String id;
    private final ResultReader<R> reader;
    private final Requester<?, ?> requester;
    private final CompletableFuture<R> future = new Promise();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    /** Another one of the same item in the same requester, which ends as this one does; or null. */
    private volatile Request<?> twin;

    private volatile Result result;

    Request(Requester<?, ?> requester, long number, String id, ResultReader<R> reader) {
        this.requester = requester;
        this.number = number;
        this.id = id;
        this.reader = reader;
    }

    /** The number of its item in the queue. */
    public long number() {
        return number;
    }

    /** The id that its requester chose, which is the key of its item; or null. */
    public String id() {
        return id;
    }

    /**
     * Ends once: with the value, with a {@link WorkFailedException}, with a {@link CancellationException} when the item
     * was cancelled, with a {@link ResultMissingException}, or with what ended its requester. Actions that depend on it
     * run in the thread that reads results unless they are {@code ...Async}, so they should be short and must not wait
     * for other requests.
     *
     * <p>Its {@code cancel(true)} ends it at once and cancels the item, waiting or running, as {@link #cancel} does; {@code
     * cancel(false)} likewise, but lets an item that runs go on. Either returns false, and changes nothing, when the item
     * is finished: its result is on its way. Futures that depend on it cancel nothing but themselves.
     */
    public CompletableFuture<R> future() {
        return future;
    }

    private final class Promise extends CompletableFuture<R> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (!isDone()) {
                // It may begin to run just now, and is then asked to end all the same.
                boolean goesOn = !mayInterruptIfRunning && requester.runs(number);
                if (goesOn || Request.this.cancel() != Cancellation.TOO_LATE) {
                    super.cancel(mayInterruptIfRunning);
                }
            }
            return isCancelled();
        }
    }

    /**
     * Cancels the item. One that waits is cancelled and this ends at once; one that runs is asked to end, and this ends
     * when it has: cancelled, or with its value if it was done by then. Work that is ready for it is interrupted, see
     * {@link JoinableQueue#cancel(long)}.
     */
    public Cancellation cancel() {
        return requester.cancel(this);
    }

    /** Ends, never exceptionally, when the item has ended: later than a future that was cancelled while it ran. */
    public CompletionStage<Void> ended() {
        return end.minimalCompletionStage();
    }

    /** How the item ended: attempts, worker, times, output; null before, and when there is no record of it. */
    public Result result() {
        return result;
    }

    /** Whether it has ended, in whichever way. */
    public boolean isDone() {
        return future.isDone();
    }

    /**
     * Waits for the value, at most {@code timeout}.
     *
     * @throws RuntimeException what the future ended with, as it is
     */
    public R get(Duration timeout) throws InterruptedException, TimeoutException {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("no result in time: item=" + number + " timeout=" + timeout.toMillis()
                    + "ms; wait again or cancel");
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    /** Has another one end as this one does; before anything can end it. */
    void with(Request<?> other) {
        twin = other;
    }

    /** It has ended so. What the reader throws is what the future fails with. */
    void complete(Result ended) {
        for (Request<?> each = this; each != null; each = each.twin) {
            each.completeOne(ended);
        }
    }

    private void completeOne(Result ended) {
        result = ended;
        completeFuture(ended);
        end.complete(null);
    }

    private void completeFuture(Result ended) {
        if (ended.state() == ItemState.CANCELLED) {
            future.completeExceptionally(cancellation());
            return;
        }
        R value;
        try {
            value = reader.read(ended, id);
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
            return;
        }
        future.complete(value);
    }

    /** It will not be worked on any more. */
    void cancelled() {
        fail(cancellation());
    }

    private CancellationException cancellation() {
        return new CancellationException("item was cancelled: item=" + number + "; submit it again if it is wanted");
    }

    void fail(RuntimeException reason) {
        for (Request<?> each = this; each != null; each = each.twin) {
            each.future.completeExceptionally(reason);
            each.end.complete(null);
        }
    }

    @Override
    public String toString() {
        return "request " + number + (id == null ? "" : " id=" + id) + (isDone() ? " ended" : " pending");
    }
}
