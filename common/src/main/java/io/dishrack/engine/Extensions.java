package io.dishrack.engine;

import io.dishrack.engine.slots.Seat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long this process may be silent, as its deliveries asked: told to the others with each sign of life. Thread-safe.
 *
 * <p>What stands in the slot is a span from the last heartbeat on, not a time of day: the others count how long they see
 * no new heartbeat, so neither a clock that is set nor an extension that is long over can mislead them.
 */
final class Extensions {

    private final Seat seat;
    private final Map<Object, Long> endByDelivery = new HashMap<>();

    Extensions(Seat seat) {
        this.seat = seat;
    }

    /** From now on, instead of what was asked for this delivery before; shows a sign of life too. */
    synchronized void extend(Object delivery, Duration duration) {
        endByDelivery.put(delivery, System.nanoTime() + duration.toNanos());
        beat();
    }

    /** A delivery was settled. */
    synchronized void end(Object delivery) {
        endByDelivery.remove(delivery);
    }

    /** Shows a sign of life. */
    synchronized void beat() {
        long now = System.nanoTime();
        endByDelivery.values().removeIf(end -> end - now <= 0);
        long most = 0;
        for (long end : endByDelivery.values()) {
            most = Math.max(most, end - now);
        }
        seat.beat(TimeUnit.NANOSECONDS.toMillis(most));
    }
}
