package io.dishrack.washer.input;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * Times as people write them: ISO-8601 as in {@code 2026-11-21T18:00}, of this machine's zone unless {@code Z}, an offset
 * or {@code [Europe/Berlin]} follows; or {@code 18:00}, the next such time here, today or tomorrow.
 */
public final class AtTime {

    private AtTime() {}

    /**
     * Reads a time.
     *
     * @param now tells the zone too
     * @return milliseconds since 1970, perhaps in the past
     * @throws IllegalArgumentException when it is none, with a message that shows the forms
     */
    public static long parse(String text, ZonedDateTime now) {
        try {
            return (text.indexOf('T') < 0 ? next(LocalTime.parse(text), now) : full(text, now))
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "not a time: value=" + text
                            + "; write 2026-11-21T18:00, with Z or +01:00 behind it for another zone"
                            + " than this machine's, or 18:00 for the next such time",
                    e);
        }
    }

    private static ZonedDateTime full(String text, ZonedDateTime now) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
        return time instanceof LocalDateTime local ? local.atZone(now.getZone()) : (ZonedDateTime) time;
    }

    /** Where the clocks are put forward over it, as much later. */
    private static ZonedDateTime next(LocalTime time, ZonedDateTime now) {
        ZonedDateTime today = now.toLocalDate().atTime(time).atZone(now.getZone());
        return today.isAfter(now)
                ? today
                : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone());
    }
}
