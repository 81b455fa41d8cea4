package io.dishrack.engine;

import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.signal.Signal;
import java.time.Duration;

/** The results of a queue that this process has open; who finishes an item wakes it. */
final class FolderResultFeed implements ResultFeed {

    private final Core core;
    private final ResultWalk walk;

    FolderResultFeed(Core core, boolean fromStart) {
        this.core = core;
        this.walk = new ResultWalk(
                new ResultWalk.Source(core.folder, core.control, core.ledger, core.resultWords),
                core.resultReader(),
                fromStart);
    }

    @Override
    public Result poll(Duration timeout) throws InterruptedException {
        Waiting waiting = new Waiting(timeout);
        for (; ; ) {
            Result result = walk.next();
            if (result != null) {
                return result;
            }
            Signal signal = core.signals.results();
            int ticket = signal.prepare();
            result = walk.next();
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

    @Override
    public void close() {
        walk.close();
    }
}
