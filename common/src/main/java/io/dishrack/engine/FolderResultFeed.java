package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.signal.Signal;
import java.time.Duration;

/**
 * Reads the result log. A result counts when the ledger has the very word that its writer meant to write; it is awaited
 * while the item is still in that writer's hands, and left out when the item went on otherwise.
 */
final class FolderResultFeed implements ResultFeed {

    private final Core core;
    private final LogReader reader;
    private long next;

    FolderResultFeed(Core core, boolean fromStart) {
        this.core = core;
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
            signal.await(ticket, left);
            Waiting.throwIfInterrupted();
        }
    }

    /** The next result that counts, or null when there is none now. */
    private Result next() {
        while (next <= core.resultWords.publishedVolatile()) {
            ResultCodec.Recorded recorded;
            try {
                reader.read(next);
                recorded = ResultCodec.decode(reader.payload());
            } catch (QueueUnusableException damaged) {
                next++;
                throw damaged;
            }
            long word = core.ledger.wordVolatile(recorded.result().number());
            if (word == recorded.finalWord() && StateWord.isFinished(word)) {
                next++;
                return recorded.result();
            }
            if (isUndecided(word, recorded)) {
                return null;
            }
            next++;
        }
        return null;
    }

    /** Still in the hands of the one who recorded it, who is about to settle or will be found dead. */
    private static boolean isUndecided(long word, ResultCodec.Recorded recorded) {
        long number = recorded.result().number();
        return StateWord.isTaken(word)
                && (StateWord.done(word, number) == recorded.finalWord()
                        || StateWord.dead(word, number) == recorded.finalWord());
    }

    @Override
    public void close() {
        reader.close();
    }
}
