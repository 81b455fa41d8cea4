package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.engine.ledger.StateWord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes into the result log what befell items without their taker's doing: lost with a dead or frozen taker, ended by
 * that, redriven.
 *
 * <p>What happens to the items never depends on it. Crash: a history may lack such an entry, see {@link Records}, but has
 * none that did not happen.
 */
final class Losses {

    /** For what is told of items that others have by now. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /**
     * For what should stand there before the item is a dead letter, in case that this process dies too: the lock's
     * holder may have died, and whoever cleans up after it may take its time. The keeper shows no sign of life
     * meanwhile, so no more than a part of the lease.
     */
    private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int PART_OF_LEASE = 4;
    /** As a shell tells of a command killed by SIGKILL. */
    private static final int KILLED = 137;

    private final Core core;
    private final Records records;
    private final String self;

    Losses(Core core, Records records, String self) {
        this.core = core;
        this.records = records;
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

    /** They were to be cancelled, and are. Called after the fact. */
    void cancelled(List<Settlement.HandOut> items, String why) {
        record(
                items,
                PATIENCE_NANOS,
                item -> entry(item, ItemState.CANCELLED, StateWord.cancelled(item.word(), item.number()), report(why)));
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
            return ResultCodec.encode(result, item.word(), StateWord.redriven(item.word(), item.number()));
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

    /** What could not be written at its time. For one thread, the keeper's. */
    void recordLate() {
        records.catchUp();
    }

    private void record(List<Settlement.HandOut> items, long patience, Function<Settlement.HandOut, byte[]> encoder) {
        records.write(items.stream().map(encoder).toList(), patience);
    }
}
