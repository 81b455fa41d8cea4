package io.dishrack.cli.progress;

import io.dishrack.cli.Event;
import io.dishrack.cli.Log;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line every few seconds, for logs. */
final class ProgressLines implements Progress {

    static final Duration EVERY = Duration.ofSeconds(5);

    private final Log log;
    private final Measure measure;
    private final LongSupplier nanoTime;
    private final long started;
    private long nextLine;

    ProgressLines(Log log, Measure measure, LongSupplier nanoTime) {
        this.log = log;
        this.measure = measure;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.nextLine = started + EVERY.toNanos();
    }

    @Override
    public boolean isDue() {
        return nanoTime.getAsLong() - nextLine >= 0;
    }

    @Override
    public void update(long finished, long total, long failed) {
        long now = nanoTime.getAsLong();
        if (now - nextLine < 0) {
            return;
        }
        nextLine = now + EVERY.toNanos();
        double rate = finished * 1e9 / (now - started);
        boolean known = total != UNKNOWN;
        Long left = known && rate > 0 ? Math.round((total - finished) / rate) : null;
        String line = measure.done() + "=" + shown(finished) + (known ? " of=" + shown(total) : "")
                + (failed > 0 ? " failed=" + shown(failed) : "") + " rate=" + shown(Math.round(rate)) + "/s"
                + (left == null ? "" : " left=" + left + "s");
        log.tell(Event.of("progress", line)
                .with("unit", measure == Measure.BYTES ? "bytes" : "items")
                .with("finished", finished)
                .with("total", known ? total : null)
                .with("failed", failed)
                .with("rate", rate)
                .with("left_seconds", left));
    }

    private String shown(long number) {
        return String.format(Locale.ROOT, "%,d", number / measure.size()) + measure.unit();
    }

    @Override
    public void close() {}
}
