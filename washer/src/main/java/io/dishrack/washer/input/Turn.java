package io.dishrack.washer.input;

import io.dishrack.ItemOptions;
import java.time.Duration;

/**
 * When an item's turn comes.
 *
 * @param priority 0 to {@link ItemOptions#MAX_PRIORITY}, or null when nothing is said of it
 * @param after how long after its put it may run first, or null
 * @param atMillis when it may run first, milliseconds since 1970, or null; not both
 */
public record Turn(Integer priority, Duration after, Long atMillis) {

    /** Nothing is said. */
    public static final Turn NONE = new Turn(null, null, null);

    /** Checks the priority. */
    public Turn {
        if (priority != null && (priority < 0 || priority > ItemOptions.MAX_PRIORITY)) {
            throw new IllegalArgumentException("priority out of range: priority=" + priority + "; use 0 to "
                    + ItemOptions.MAX_PRIORITY + ", the highest is taken first");
        }
    }

    /** With what another one says where this one is silent; a time of either form is a time. */
    Turn or(Turn other) {
        boolean timed = after != null || atMillis != null;
        return new Turn(
                priority == null ? other.priority : priority,
                timed ? after : other.after,
                timed ? atMillis : other.atMillis);
    }

    /** The options of an item that is put at that moment. A time that has passed means at once. */
    public ItemOptions of(ItemOptions options, long nowMillis) {
        if (this.equals(NONE)) {
            return options;
        }
        long first = after != null ? later(nowMillis) : atMillis != null ? Math.max(atMillis, 0) : 0;
        return options.withPriority(priority == null ? 0 : priority)
                .withNotBeforeMillis(first <= nowMillis ? 0 : first);
    }

    private long later(long nowMillis) {
        long millis = after.plusNanos(999_999).toMillis(); // never early
        return millis > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + millis;
    }
}
