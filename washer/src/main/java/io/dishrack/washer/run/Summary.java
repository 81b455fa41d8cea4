package io.dishrack.washer.run;

import io.dishrack.QueueStatus;
import io.dishrack.cli.Event;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param done items that were acknowledged
 * @param failed items that failed for good
 * @param cancelled items that were cancelled
 * @param unfinished items that are left
 * @param duplicates items that were not put since they were there already
 * @param nanos how long it took
 */
public record Summary(long done, long failed, long cancelled, long unfinished, long duplicates, long nanos) {

    /** Of one queue. A redrive makes fewer dead letters, those of earlier runs too: they are no failures below zero. */
    static Summary between(QueueStatus before, QueueStatus after, long duplicates, long nanos) {
        return new Summary(
                after.done() - before.done(),
                Math.max(0, after.dead() - before.dead()),
                after.cancelled() - before.cancelled(),
                after.unfinished(),
                duplicates,
                nanos);
    }

    /** With that of the next stage: done is what came out in the end. */
    Summary then(Summary next) {
        return new Summary(
                next.done,
                failed + next.failed,
                cancelled + next.cancelled,
                unfinished + next.unfinished,
                duplicates,
                nanos);
    }

    /** The line, with its figures as fields; who tells it may add others to both. */
    public Event event(String more) {
        double seconds = nanos / 1e9;
        String line = String.format(
                Locale.ROOT,
                "done=%d failed=%d%s time=%.1fs rate=%.0f/s%s",
                done,
                failed,
                shown("cancelled", cancelled) + shown("unfinished", unfinished) + shown("duplicates", duplicates),
                seconds,
                done / seconds,
                more);
        return Event.of(unfinished == 0 ? "drained" : "ended", line)
                .with("done", done)
                .with("failed", failed)
                .with("cancelled", cancelled)
                .with("unfinished", unfinished)
                .with("duplicates", duplicates)
                .with("seconds", seconds)
                .with("rate", done / seconds);
    }

    /** What is seldom there is told only when it is. */
    private static String shown(String name, long count) {
        return count == 0 ? "" : " " + name + "=" + count;
    }
}
