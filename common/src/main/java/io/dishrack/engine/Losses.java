package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.engine.ledger.StateWord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes into the result log what befell items without their taker's doing: lost with a dead or frozen taker, ended by
 * that, redriven.
 *
 * <p>As far as it can: the lock is waited for some time only, since its holder may be frozen and this thread the one to
 * notice, and what the disk does not take is left out. What happens to the items never depends on it. A history may
 * lack such an entry, therefore, but has none that did not happen.
 */
final class Losses {

    /** For what is told of items that others have by now. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /**
     * For the only thing that is ever told of a dead letter: the lock's holder may have died too, and whoever cleans up
     * after it may take its time. The keeper shows no sign of life meanwhile, so no more than a part of the lease.
     */
    private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int PART_OF_LEASE = 4;
    /** Records written under one hold of the lock. */
    private static final int PORTION = 1000;
    /** As a shell tells of a command killed by SIGKILL. */
    private static final int KILLED = 137;

    private static final byte[] NO_KEY = {};

    private final Core core;
    private final String self;

    Losses(Core core, String self) {
        this.core = core;
        this.self = self;
    }

    /** This process, as a worker. */
    String self() {
        return self;
    }

    /** They came back. Called after the fact. */
    void lost(List<Settlement.HandOut> items, String why) {
        record(
                items,
                PATIENCE_NANOS,
                item -> entry(item, ItemState.READY, StateWord.returned(item.word(), item.number()), report(why)));
    }

    /** They are about to end as dead letters: readers of results get what was recorded once the ledger says so. */
    void usedUp(List<Settlement.HandOut> items, String why) {
        long patience = Math.min(MOST_PATIENCE_NANOS, core.options.lease().toNanos() / PART_OF_LEASE);
        record(
                items,
                patience,
                item -> entry(item, ItemState.DEAD, StateWord.dead(item.word(), item.number()), report(why)));
    }

    /** They are READY again. Told as attempt 0; the word is that of the dead letter. Called after the fact. */
    void redriven(List<Settlement.HandOut> items) {
        long now = System.currentTimeMillis();
        record(items, PATIENCE_NANOS, item -> {
            Result result = new Result(item.number(), 0, ItemState.READY, Report.NONE, self, now, now);
            return ResultCodec.encode(result, item.word(), StateWord.redriven(item.number()));
        });
    }

    /** A repair made them dead letters. Told as attempt 0. */
    void repaired(Map<Long, String> reasons) {
        List<Settlement.HandOut> items = reasons.keySet().stream()
                .map(number -> new Settlement.HandOut(
                        number, StateWord.dead(StateWord.fresh(number), number), self, System.currentTimeMillis()))
                .toList();
        record(
                items,
                MOST_PATIENCE_NANOS,
                item -> entry(item, ItemState.DEAD, item.word(), Report.failure(3, reasons.get(item.number()))));
    }

    private static Report report(String why) {
        return new Report(KILLED, Report.NONE.output(), why.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] entry(Settlement.HandOut item, ItemState state, long finalWord, Report report) {
        Result result = new Result(
                item.number(),
                StateWord.attempt(item.word()),
                state,
                report,
                item.worker(),
                item.startedMillis(),
                System.currentTimeMillis());
        return ResultCodec.encode(result, item.word(), finalWord);
    }

    private interface Encoder {
        byte[] encode(Settlement.HandOut item);
    }

    private void record(List<Settlement.HandOut> items, long patience, Encoder encoder) {
        for (int from = 0; from < items.size(); from += PORTION) {
            if (!recordPortion(items.subList(from, Math.min(from + PORTION, items.size())), patience, encoder)) {
                return;
            }
        }
    }

    private boolean recordPortion(List<Settlement.HandOut> items, long patience, Encoder encoder) {
        try {
            if (!core.resultLock.lock(patience)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return append(items, encoder);
        } catch (RuntimeException | InternalError e) {
            return false; // no room, or damaged: told by the next one who has to write there
        } finally {
            core.resultLock.unlock();
        }
    }

    /** Crash: what was appended whole is published by the reaper; the rest is missing. */
    private boolean append(List<Settlement.HandOut> items, Encoder encoder) {
        if (!core.resultWriter.begin()) {
            return false;
        }
        try {
            for (Settlement.HandOut item : items) {
                core.resultWriter.append(encoder.encode(item), null, NO_KEY, 0);
            }
        } finally {
            core.resultWriter.publish();
        }
        return true;
    }
}
