package io.dishrack.engine;

import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.engine.signal.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The results of a queue that this process has open. */
final class FolderResultFeed implements ResultFeed {

    private final Core core;
    private final ResultWalk walk;
    private final AtomicBoolean closed;
    private int heard;
    /** Read and not yet handed out. */
    private Result ahead;

    FolderResultFeed(Core core, AtomicBoolean closed, boolean fromStart) {
        this.core = core;
        this.closed = closed;
        this.walk = new ResultWalk(
                new ResultWalk.Source(core.folder, core.control, core.ledger, core.resultWords),
                core.resultReader(),
                fromStart);
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
        return walk.end();
    }

    @Override
    public long position() {
        return ahead == null ? walk.position() : walk.position() - 1;
    }

    private Result next() {
        if (ahead != null) {
            Result result = ahead;
            ahead = null;
            return result;
        }
        return walk.next();
    }

    @Override
    public long missed() {
        return walk.missed();
    }

    @Override
    public void close() {
        walk.close();
    }
}
