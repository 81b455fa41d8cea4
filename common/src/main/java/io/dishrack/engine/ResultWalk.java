package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.Result;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.ReclaimedMessageException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads the result log. A result counts when the ledger has the very word that its writer meant to write; it is awaited
 * while the item is still in that writer's hands, and left out when the item went on otherwise. Changes nothing. For one
 * thread at a time.
 */
final class ResultWalk implements AutoCloseable {

    private static final int MOST_BURIED = 10_000;
    private static final int MOST_GONE = 10_000;

    private final Source source;
    private final LogReader reader;
    /** The last dead letters that were told: number and final word. */
    private final Set<Map.Entry<Long, Long>> buried = new LinkedHashSet<>();

    /** The last that were told of items whose states were reclaimed. */
    private final Set<Long> gone = new LinkedHashSet<>();

    private long next;
    private long missed;

    ResultWalk(Source source, LogReader reader, boolean fromStart) {
        this.source = source;
        this.reader = reader;
        this.next = fromStart ? 1 : source.words().publishedVolatile() + 1;
    }

    /** What it reads beside the log. */
    record Source(Path folder, ControlFile control, Ledger ledger, LogWords words) {}

    /** The next result that counts, or null when there is none now. Under a lock: two threads must not read at once. */
    synchronized Result next() {
        return Mapped.call(source.folder(), this::nextCounting);
    }

    private Result nextCounting() {
        for (skipReclaimed(); next <= source.words().publishedVolatile(); skipReclaimed()) {
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
            if (number < 1 || number > source.control().publishedVolatile()) {
                // Of an item that was lost with the power, by a process that had not to flush it.
                next++;
                continue;
            }
            LedgerSegment states = source.ledger().segment(number);
            if (states.isGone()) {
                next++;
                if (isNewOfGone(recorded)) {
                    return recorded.result();
                }
                continue;
            }
            long word = states.wordVolatile(number);
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
        long first = source.words().firstKept();
        if (next < first) {
            missed += first - next;
            next = first;
        }
    }

    /** How many records were gone before they were read. */
    long missed() {
        return missed;
    }

    /** All records up to here have been read. */
    long position() {
        return next - 1;
    }

    /** The last record that is there. */
    long end() {
        return Mapped.call(source.folder(), source.words()::publishedVolatile);
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

    /**
     * Nothing tells any more which of two records of an item that was done is of the attempt that counted: the other's
     * dryer was killed or lost its lease, and they stand near each other, so the first is told. It is no dead letter.
     */
    private boolean isNewOfGone(ResultCodec.Recorded recorded) {
        ItemState state = recorded.result().state();
        if (state != ItemState.DONE && state != ItemState.CANCELLED) {
            return false;
        }
        if (gone.size() >= MOST_GONE) {
            gone.remove(gone.iterator().next());
        }
        return gone.add(recorded.result().number());
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
