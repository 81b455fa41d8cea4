package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.engine.ledger.StateWord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes into the result log what befell items without their taker's doing: lost with a dead or frozen taker, ended by
 * that, redriven.
 *
 * <p>As far as it can: the lock is waited for a moment only, since its holder may be frozen and this thread the one to
 * notice, and what the disk does not take is left out. What happens to the items never depends on it. A history may
 * lack such an entry, therefore, but has none that did not happen.
 */
final class Losses {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
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
                item -> entry(item, ItemState.READY, StateWord.returned(item.word(), item.number()), report(why)));
    }

    /** They are about to end as dead letters: readers of results get what was recorded once the ledger says so. */
    void usedUp(List<Settlement.HandOut> items, String why) {
        record(items, item -> entry(item, ItemState.DEAD, StateWord.dead(item.word(), item.number()), report(why)));
    }

    /** They are READY again. Told as attempt 0; the word is that of the dead letter. Called after the fact. */
    void redriven(List<Settlement.HandOut> items) {
        long now = System.currentTimeMillis();
        record(items, item -> {
            Result result = new Result(item.number(), 0, ItemState.READY, Report.NONE, self, now, now);
            return ResultCodec.encode(result, item.word(), StateWord.redriven(item.number()));
        });
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

    private void record(List<Settlement.HandOut> items, Encoder encoder) {
        for (int from = 0; from < items.size(); from += PORTION) {
            if (!recordPortion(items.subList(from, Math.min(from + PORTION, items.size())), encoder)) {
                return;
            }
        }
    }

    private boolean recordPortion(List<Settlement.HandOut> items, Encoder encoder) {
        try {
            if (!core.resultLock.lock(PATIENCE_NANOS)) {
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
