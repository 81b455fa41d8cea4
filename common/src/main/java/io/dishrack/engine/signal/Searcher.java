package io.dishrack.engine.signal;

import static io.dishrack.engine.control.ControlDescriptor.SEARCHER_OFFSET;

import io.dishrack.engine.region.Region;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The one taker, of all processes of a queue, that looks for new items without sleeping. While there is one nobody needs
 * to be woken, and others that find nothing sleep at once: a second searcher would only take the processor from the
 * putter.
 *
 * <p>The word is the time until which the search counts, 0 for none. The searcher ends it before it looks a last time and
 * sleeps; a putter publishes before it reads the word, and both have a full fence between: either the putter sees that
 * the search is over and wakes somebody, or the searcher sees the item.
 *
 * <p>Crash: the search of a killed or halted searcher ends by itself after {@link #PATIENCE_NANOS}; a sleeper that was
 * not woken in that time finds the item when it next looks around. The word is a hint: damage makes some wake-ups late
 * or superfluous.
 */
public final class Searcher {

    /** Longer than a search takes, if its process is not made to wait for a processor. */
    static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Region control;
    private final LongSupplier clock;

    /** Of the queue with that control file. */
    public Searcher(Region control) {
        this(control, System::nanoTime);
    }

    Searcher(Region control, LongSupplier clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Begins a search; 0 when another one is under way. */
    public long begin() {
        long now = clock.getAsLong();
        long seen = control.longVolatile(SEARCHER_OFFSET);
        if (isValid(seen, now)) {
            return 0;
        }
        long until = Math.max(1, now + PATIENCE_NANOS);
        return control.casLong(SEARCHER_OFFSET, seen, until) ? until : 0;
    }

    /** Ends a search, unless another has followed it. */
    public void end(long search) {
        control.casLong(SEARCHER_OFFSET, search, 0);
    }

    /** Whether somebody searches. */
    public boolean isSearching() {
        long seen = control.longVolatile(SEARCHER_OFFSET);
        return seen != 0 && isValid(seen, clock.getAsLong());
    }

    private static boolean isValid(long until, long now) {
        long left = until - now;
        return until != 0 && left > 0 && left <= PATIENCE_NANOS;
    }
}
