package io.dishrack.cli.progress;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Nothing for a second, then a display: what is over by then shows nothing, and pays for nothing. */
final class LateProgress implements Progress {

    static final Duration WAIT = Duration.ofSeconds(1);

    private final Function<Duration, Progress> maker;
    private final LongSupplier nanoTime;
    private final long started;
    private Progress display;

    /** The display is made with the time that has passed. */
    LateProgress(Function<Duration, Progress> maker, LongSupplier nanoTime) {
        this.maker = maker;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    @Override
    public boolean isDue() {
        return display != null ? display.isDue() : elapsed() >= WAIT.toNanos();
    }

    private long elapsed() {
        return nanoTime.getAsLong() - started;
    }

    @Override
    public void update(long finished, long total, long failed) {
        if (display == null) {
            long elapsed = elapsed();
            if (elapsed < WAIT.toNanos()) {
                return;
            }
            display = maker.apply(Duration.ofNanos(elapsed));
        }
        display.update(finished, total, failed);
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
        }
    }
}
