package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.ReclaimedMessageException;
import io.dishrack.engine.signal.Signal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the result log. A result counts when the ledger has the very word that its writer meant to write; it is awaited
 * while the item is still in that writer's hands, and left out when the item went on otherwise.
 */
final class FolderResultFeed implements ResultFeed {

    private static final int MOST_BURIED = 10_000;

    private final Core core;
    private final LogReader reader;
    /** The last that were told and not done: number and final word. */
    private final Set<Map.Entry<Long, Long>> buried = new LinkedHashSet<>();

    private final AtomicBoolean closed;
    private long next;
    private long missed;
    private int heard;
    /** Read and not yet handed out. */
    private Result ahead;

    FolderResultFeed(Core core, AtomicBoolean closed, boolean fromStart) {
        this.core = core;
        this.closed = closed;
        this.reader = core.resultReader();
        this.next = fromStart ? 1 : core.resultWords.publishedVolatile() + 1;
    }

    @Override
    public Result poll(Duration timeout) throws InterruptedException {
        Waiting waiting = new Waiting(timeout);
        for (; ; ) {
            Result result = next();
            if (result != null) {
                return result;
            }
            Signal signal = core.signals.results();
            int ticket = signal.prepare();
            result = next();
            if (result != null) {
                return result;
            }
            long left = waiting.left();
            if (left <= 0) {
                return null;
            }
            core.throwIfInTrouble();
            core.throwIfClosed(closed);
            signal.await(ticket, left);
            Waiting.throwIfInterrupted();
        }
    }

    /** Who records a result, cancels or shuts down wakes it. What was told between two calls is not missed. */
    @Override
    public void awaitNews(Duration timeout) throws InterruptedException {
        Waiting waiting = new Waiting(timeout);
        Signal signal = core.signals.results();
        for (; ; ) {
            Waiting.throwIfInterrupted();
            core.throwIfClosed(closed);
            core.throwIfInTrouble();
            int ticket = signal.prepare();
            boolean news = ticket != heard;
            heard = ticket;
            long left = waiting.left();
            ahead = next();
            if (news || ahead != null || left <= 0) {
                return;
            }
            signal.await(ticket, left);
        }
    }

    @Override
    public long end() {
        return Mapped.call(core.folder, core.resultWords::publishedVolatile);
    }

    @Override
    public long position() {
        return ahead == null ? next - 1 : next - 2;
    }

    private Result next() {
        if (ahead != null) {
            Result result = ahead;
            ahead = null;
            return result;
        }
        return Mapped.call(core.folder, this::nextCounting);
    }

    /** The next result that counts, or null when there is none now. */
    private Result nextCounting() {
        for (skipReclaimed(); next <= core.resultWords.publishedVolatile(); skipReclaimed()) {
            ResultCodec.Recorded recorded;
            try {
                reader.read(next);
                recorded = ResultCodec.decode(reader.payload());
            } catch (ReclaimedMessageException gone) {
                continue;
            } catch (QueueUnusableException damaged) {
                next++;
                throw damaged;
            }
            long number = recorded.result().number();
            if (number < 1 || number > core.control.publishedVolatile()) {
                // Of an item that was lost with the power, by a process that had not to flush it.
                next++;
                continue;
            }
            long word = core.ledger.wordVolatile(number);
            if (word == recorded.finalWord() && StateWord.isFinished(word)) {
                next++;
                if (isNew(recorded)) {
                    return recorded.result();
                }
                continue;
            }
            if (isUndecided(word, recorded)) {
                return null;
            }
            next++;
        }
        return null;
    }

    /** It was too slow, or begins at a beginning that is no more. */
    private void skipReclaimed() {
        long first = core.resultWords.firstKept();
        if (next < first) {
            missed += first - next;
            next = first;
        }
    }

    @Override
    public long missed() {
        return missed;
    }

    /**
     * A reaper that dies between its record and its CAS has the next one record the same, as has a taker that dies before
     * it cancels what it was asked to: soon, so a few are kept.
     */
    private boolean isNew(ResultCodec.Recorded recorded) {
        if (recorded.result().state() == ItemState.DONE) {
            return true;
        }
        if (buried.size() >= MOST_BURIED) {
            buried.remove(buried.iterator().next());
        }
        return buried.add(Map.entry(recorded.result().number(), recorded.finalWord()));
    }

    /** Still in the hands of the one who recorded it, who is about to settle or will be found dead. */
    private static boolean isUndecided(long word, ResultCodec.Recorded recorded) {
        long number = recorded.result().number();
        return StateWord.isTaken(word)
                && (StateWord.done(word, number) == recorded.finalWord()
                        || StateWord.dead(word, number) == recorded.finalWord()
                        || StateWord.cancelled(word, number) == recorded.finalWord());
    }

    @Override
    public void close() {
        reader.close();
    }
}
