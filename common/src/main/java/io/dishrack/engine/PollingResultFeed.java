package io.dishrack.engine;

import io.dishrack.Result;
import io.dishrack.ResultFeed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The results of a queue that is only looked at: nobody wakes it, so it looks by itself. */
final class PollingResultFeed implements ResultFeed {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ResultWalk walk;

    PollingResultFeed(ResultWalk walk) {
        this.walk = walk;
    }

    @Override
    public Result poll(Duration timeout) throws InterruptedException {
        Waiting waiting = new Waiting(timeout);
        for (; ; ) {
            Result result = walk.next();
            long left = waiting.left();
            if (result != null || left <= 0) {
                return result;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE_NANOS));
        }
    }

    @Override
    public void awaitNews(Duration timeout) throws InterruptedException {
        long left = new Waiting(timeout).left();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(left, SLICE_NANOS)));
    }

    @Override
    public long missed() {
        return walk.missed();
    }

    @Override
    public long end() {
        return walk.end();
    }

    @Override
    public long position() {
        return walk.position();
    }

    @Override
    public void close() {
        walk.close();
    }
}
