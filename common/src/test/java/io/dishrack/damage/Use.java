package io.dishrack.damage;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works with a queue through the library, as washers and dryers would, and notes what happens. */
final class Use {

    private static final Duration POLL = Duration.ofMillis(60);
    private static final Duration PUT = Duration.ofSeconds(2);
    private static final Duration JOIN = Duration.ofMillis(200);
    /** Without an item and without an error: longer than a retry takes to come due. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The same when damage was told already. */
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(300);

    private static final int BATCH = 16;
    private static final int MOST_FAILURES = 3;
    private static final int NEW_ITEMS = 6;

    private final Path folder;
    private final Truth truth;
    private final Observation observation;
    private final Steps steps;
    private final Map<Long, byte[]> fresh = new HashMap<>();
    private JoinableQueue<byte[]> queue;

    Use(Path folder, Truth truth, Observation observation, Steps steps) {
        this.folder = folder;
        this.truth = truth;
        this.observation = observation;
        this.steps = steps;
    }

    /** What the item of a number should hold; null when there should be none. */
    byte[] payload(long number) {
        return truth.has(number) ? Item.payload(number) : fresh.get(number);
    }

    boolean open(boolean create) {
        return steps.run(
                "open", () -> queue = Dishrack.open(folder, Specimen.options().withCreate(create)));
    }

    /** Takes a few items, as a run that is about to be disturbed. */
    void begin() {
        steps.run("begin", () -> settle(queue.pollBatch(2 * BATCH, POLL)));
        put();
    }

    /** Everything once. */
    void goOn() {
        takeAll();
        steps.run("reopen", () -> queue.reopen());
        put();
        takeAll();
        steps.run("join", () -> {
            boolean joined = queue.join(JOIN);
            observation.unfinishedAtJoin = queue.unfinished();
            observation.joined = joined;
        });
        steps.run("size", () -> queue.size());
        readResults();
        close();
    }

    void close() {
        steps.run("close", () -> queue.close());
    }

    /** Opens it again: what was done stays done. */
    void again() {
        if (!open(false)) {
            return;
        }
        steps.run("take again", () -> settle(queue.pollBatch(BATCH, Duration.ZERO)));
        steps.run("status again", () -> observation.last = queue.status());
        close();
    }

    private void put() {
        for (int i = 0; i < NEW_ITEMS; i++) {
            byte[] payload =
                    i == 0 ? new byte[100_000] : ("new " + observation.put.size()).getBytes(StandardCharsets.US_ASCII);
            if (!steps.run("put", () -> {
                long number = queue.offer(payload, ItemOptions.WITH_RESULT, PUT);
                if (number == JoinableQueue.FULL) {
                    return;
                }
                if (truth.has(number) || !observation.put.add(number)) {
                    observation.numberedTwice.add(number);
                } else {
                    fresh.put(number, payload);
                }
            })) {
                return;
            }
        }
    }

    private void takeAll() {
        int failures = 0;
        long active = System.nanoTime();
        while (failures < MOST_FAILURES) {
            int before = observation.handOuts.size();
            long[] unfinished = {-1};
            boolean[] settled = {true};
            boolean fine = steps.run("take", () -> {
                settled[0] = settle(queue.pollBatch(BATCH, POLL));
                unfinished[0] = queue.unfinished();
            });
            if (!settled[0]) {
                // What was handed back comes again and again: a dryer would give up here.
                failures++;
                continue;
            }
            if (observation.handOuts.size() > before) {
                active = System.nanoTime();
                failures = 0;
                continue;
            }
            failures += fine ? 0 : 1;
            Duration patience = observation.toldInUse() ? SHORT_PATIENCE : PATIENCE;
            if (unfinished[0] == 0 || System.nanoTime() - active > patience.toNanos()) {
                return;
            }
        }
    }

    /** Whether all could be settled. */
    private boolean settle(List<Delivery<byte[]>> batch) {
        boolean all = true;
        for (Delivery<byte[]> delivery : batch) {
            long number = delivery.number();
            byte[] expected = payload(number);
            observation.handedOut(number, expected != null && Arrays.equals(expected, delivery.item()));
            Report report = number % 2 == 0 ? Report.of(new byte[100]) : Report.NONE;
            if (steps.run("done", () -> {
                if (delivery.done(report) == Outcome.APPLIED) {
                    observation.done.add(number);
                }
            })) {
                continue;
            }
            all = false;
            steps.run("release", delivery::release);
        }
        return all;
    }

    private void readResults() {
        steps.run("results", () -> {
            try (ResultFeed feed = queue.results(true)) {
                boolean[] more = {true};
                for (long most = 3 * (truth.put() + observation.put.size()); more[0] && most > 0; most--) {
                    steps.run("result", () -> more[0] = note(feed.poll(Duration.ZERO)));
                }
            }
        });
    }

    private boolean note(Result result) {
        if (result == null) {
            return false;
        }
        if (result.state() == ItemState.DEAD) {
            observation.deadReasons.put(
                    result.number(), new String(result.report().error(), StandardCharsets.UTF_8));
        }
        return true;
    }
}
