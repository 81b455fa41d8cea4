package io.dishrack.washer.run;

import io.dishrack.JoinableQueue;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Prints the output of this washer's items, exactly its bytes, as they finish or in put order, in a thread of its own.
 * Outputs that wait for their turn are held in memory.
 */
final class ResultPrinter implements AutoCloseable {

    private static final Duration SLICE = Duration.ofMillis(100);

    private final JoinableQueue<byte[]> queue;
    private final OwnItems own;
    private final ResultFeed feed;
    private final OutputStream out;
    private final Consumer<Result> failures;
    private final TreeMap<Long, Result> held;
    private final Thread thread = new Thread(this::run, "results");

    /** Own items that were told as failed. */
    private final Set<Long> dead = new HashSet<>();

    private long turn;
    private long seen;
    private volatile boolean putsEnded;
    private volatile boolean closing;
    private volatile boolean over;
    private volatile long missing;
    private volatile long failed;
    private volatile Throwable failure;
    private volatile Runnable onFailure = () -> {};

    /**
     * Begins to listen; to be made before the first put.
     *
     * @param ordered whether to print in put order
     * @param failures is told of each item that failed for good
     */
    ResultPrinter(
            JoinableQueue<byte[]> queue, OwnItems own, boolean ordered, OutputStream out, Consumer<Result> failures) {
        this.queue = queue;
        this.own = own;
        this.feed = queue.results(false);
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.failures = failures;
        this.held = ordered ? new TreeMap<>() : null;
        thread.setDaemon(true);
        thread.start();
    }

    /** No more items will be put: it is over when the last of them is printed. */
    void putsEnded() {
        putsEnded = true;
    }

    /** Waits until all is printed; throws what prevented it. */
    boolean await(Duration timeout) throws InterruptedException {
        thread.join(Math.max(1, timeout.toMillis()));
        rethrow();
        return over;
    }

    /** Runs something when printing comes to an end by an error; at once when it already has. */
    void onFailure(Runnable action) {
        onFailure = action;
        if (failure != null) {
            action.run();
        }
    }

    /** Whether it has come to an end by an error. */
    boolean hasFailed() {
        return failure != null;
    }

    /** Throws what prevented it from printing, if anything did. */
    void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Own items that failed for good. */
    long failed() {
        return failed;
    }

    /** Own items that ended without a result: they were cancelled. */
    long missing() {
        return missing;
    }

    /** Results, of whomever, that were deleted before they could be read. */
    long missed() {
        return feed.missed();
    }

    private void run() {
        try {
            while (!closing && !over) {
                Result result = feed.poll(Duration.ZERO);
                if (result == null) {
                    out.flush();
                    result = feed.poll(SLICE);
                }
                if (result != null) {
                    take(result);
                } else if (putsEnded) {
                    endWithoutResults();
                }
                if (putsEnded && seen == own.count()) {
                    finish();
                }
            }
        } catch (Throwable e) { // whatever it is, the waiting thread throws it
            failure = e instanceof IOException io ? new UncheckedIOException(io) : e;
            onFailure.run();
        }
    }

    private void take(Result result) throws IOException, InterruptedException {
        if (!own.contains(result.number())) {
            return;
        }
        if (dead.contains(result.number())) {
            takeAgain(result);
            return;
        }
        if (!result.succeeded()) {
            dead.add(result.number());
        }
        seen++;
        if (held == null) {
            print(result);
            return;
        }
        held.put(result.number(), result);
        long next = own.after(turn);
        while (held.containsKey(next)) {
            print(held.remove(next));
            turn = next;
            next = own.after(turn);
        }
    }

    /** It was told as a failure, and redriven since: it is counted once, as what it was in the end. */
    private void takeAgain(Result result) throws IOException {
        if (held != null && held.containsKey(result.number())) {
            held.put(result.number(), result);
        } else if (result.succeeded()) {
            out.write(result.report().output());
            failed--;
        }
        if (result.succeeded()) {
            dead.remove(result.number());
        }
    }

    private void print(Result result) throws IOException {
        out.write(result.report().output());
        if (!result.succeeded()) {
            failed++;
            out.flush();
            failures.accept(result);
        }
    }

    /** A result is kept before its item counts as finished, so what is missing on a finished queue never comes. */
    private void endWithoutResults() throws IOException, InterruptedException {
        if (queue.unfinished() > 0) {
            return;
        }
        for (Result late = feed.poll(Duration.ZERO); late != null; late = feed.poll(Duration.ZERO)) {
            take(late);
        }
        missing = own.count() - seen;
        seen = own.count();
    }

    private void finish() throws IOException {
        if (held != null) {
            for (Result result : held.values()) {
                print(result);
            }
        }
        out.flush();
        over = true;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            feed.close();
        }
    }
}
