package io.dishrack.engine;

import io.dishrack.Cancellation;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.DamagedMessageException;
import io.dishrack.engine.log.LogReader;

/**
 * Cancels items, each by a CAS of its word: to CANCELLED where nobody holds it; else to the same TAKEN with the request to
 * cancel, which its taker hears of and settles, or its reaper. Crash between two items: the others are as they were.
 */
final class Cancels {

    private final Core core;
    private final Settlement settlement;

    Cancels(Core core, Settlement settlement) {
        this.core = core;
        this.settlement = settlement;
    }

    Cancellation one(long number) {
        if (number <= core.control.finishedUpToVolatile() || number > core.control.publishedVolatile()) {
            return Cancellation.TOO_LATE;
        }
        Cancellation result = step(number);
        if (result == Cancellation.CANCELLED) {
            settlement.cancelled(number);
        }
        return result;
    }

    private Cancellation step(long number) {
        core.offerUpTo(number);
        for (; ; ) {
            long word = core.ledger.wordVolatile(number);
            if (StateWord.isFinished(word)) {
                return Cancellation.TOO_LATE;
            }
            if (StateWord.isCancelling(word)) {
                return Cancellation.ASKED;
            }
            if (StateWord.isTaken(word) ? settlement.askToCancel(number, word) : settlement.cancel(number, word)) {
                return StateWord.isTaken(word) ? Cancellation.ASKED : Cancellation.CANCELLED;
            }
        }
    }

    /** The last one first: else, one being cancelled, the next of its key would be handed out. */
    long ofKey(String key) {
        long published = core.control.publishedVolatile();
        long count = 0;
        try (LogReader reader = core.itemReader()) {
            for (long number = published; number > core.control.finishedUpToVolatile(); number--) {
                if (!StateWord.isFinished(core.ledger.wordVolatile(number))
                        && isOf(reader, number, key)
                        && one(number) != Cancellation.TOO_LATE) {
                    count++;
                }
            }
        }
        return count;
    }

    /** What can't be read has no key; its taker tells of it. */
    private static boolean isOf(LogReader reader, long number, String key) {
        try {
            reader.read(number);
            return key.equals(reader.key());
        } catch (DamagedMessageException e) {
            return false;
        }
    }

    long waiting() {
        long published = core.control.publishedVolatile();
        core.offerUpTo(published);
        core.reached(Fault.CANCEL_FRONTIER_MOVED);
        long[] count = {0};
        core.ledger.visit(core.control.finishedUpToVolatile() + 1, published, (segment, number, word) -> {
            for (long now = word; StateWord.isQueued(now); now = segment.wordVolatile(number)) {
                if (settlement.cancel(number, now)) {
                    core.flushes.settledLater(number);
                    count[0]++;
                    break;
                }
            }
            return true;
        });
        core.flushes.settleChanged();
        settlement.tellCancelled();
        return count[0];
    }
}
