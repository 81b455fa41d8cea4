package io.dishrack.washer.run;

import io.dishrack.QueueStatus;
import io.dishrack.cli.Event;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Notices while one waits that no dryer is alive, and tells it: once, and when that changes. For one thread. */
final class DryerWatch {

    /** How long no dryer may be seen before that is told: one may be about to be started again. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Consumer<Event> teller;
    private final LongSupplier nanoTime;
    private long lastSeen;
    private long nextLook;
    private boolean without;

    DryerWatch(Consumer<Event> teller, LongSupplier nanoTime) {
        this.teller = teller;
        this.nanoTime = nanoTime;
        this.lastSeen = nanoTime.getAsLong();
        this.nextLook = lastSeen;
    }

    /** Whether it is time to look again: to look costs something. */
    boolean isDue() {
        return nanoTime.getAsLong() - nextLook >= 0;
    }

    void look(QueueStatus status) {
        long now = nanoTime.getAsLong();
        nextLook = now + LOOK_EVERY.toNanos();
        long alive = status.alive("dryer");
        if (alive > 0) {
            lastSeen = now;
            if (without) {
                without = false;
                teller.accept(Event.of("dryers_back", "dryers are alive: dryers=" + alive)
                        .with("dryers", alive));
            }
        } else if (!without && status.unfinished() > 0 && now - lastSeen > GRACE.toNanos()) {
            without = true;
            teller.accept(Event.of(
                            "no_dryers",
                            "no dryer is alive: unfinished=" + status.unfinished() + "; start one: dryer QUEUE")
                    .with("unfinished", status.unfinished()));
        }
    }

    /** Whether no dryer was seen for longer than a while. */
    boolean isWithout() {
        return without;
    }
}
