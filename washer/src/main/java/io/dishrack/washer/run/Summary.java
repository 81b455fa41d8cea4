package io.dishrack.washer.run;

import io.dishrack.QueueStatus;
import io.dishrack.cli.Event;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param before the queue when it began
 * @param after the queue when it ended
 * @param duplicates items that were not put since they were there already
 * @param nanos how long it took
 */
public record Summary(QueueStatus before, QueueStatus after, long duplicates, long nanos) {

    /** Items that were acknowledged. */
    public long done() {
        return after.done() - before.done();
    }

    /** Items that failed for good. A redrive makes fewer of them, those of earlier runs too. */
    public long failed() {
        return Math.max(0, after.dead() - before.dead());
    }

    private long cancelled() {
        return after.cancelled() - before.cancelled();
    }

    /** The line, with its figures as fields; who tells it may add others to both. */
    public Event event(String more) {
        double seconds = nanos / 1e9;
        String line = String.format(
                Locale.ROOT,
                "done=%d failed=%d%s time=%.1fs rate=%.0f/s%s",
                done(),
                failed(),
                shown("cancelled", cancelled())
                        + shown("unfinished", after.unfinished())
                        + shown("duplicates", duplicates),
                seconds,
                done() / seconds,
                more);
        return Event.of(after.unfinished() == 0 ? "drained" : "ended", line)
                .with("done", done())
                .with("failed", failed())
                .with("cancelled", cancelled())
                .with("unfinished", after.unfinished())
                .with("duplicates", duplicates)
                .with("seconds", seconds)
                .with("rate", done() / seconds);
    }

    /** What is seldom there is told only when it is. */
    private static String shown(String name, long count) {
        return count == 0 ? "" : " " + name + "=" + count;
    }
}
