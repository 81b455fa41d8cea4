package io.dishrack.washer.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtTimeTest {

    /** An hour before the clocks are put forward. */
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-29T01:00:00+01:00[Europe/Berlin]");

    @ParameterizedTest
    @CsvSource({
        "2026-03-30T18:00, 2026-03-30T16:00:00Z",
        "2026-03-28T18:00:01.5, 2026-03-28T17:00:01.500Z",
        "2026-03-30T18:00Z, 2026-03-30T18:00:00Z",
        "2026-03-30T18:00:00-05:00, 2026-03-30T23:00:00Z",
        "2026-03-30T18:00+09:00[Asia/Tokyo], 2026-03-30T09:00:00Z",
        "01:30, 2026-03-29T00:30:00Z",
        "02:30, 2026-03-29T01:30:00Z",
        "18:00, 2026-03-29T16:00:00Z",
        "00:59:59, 2026-03-29T22:59:59Z",
        "01:00, 2026-03-29T23:00:00Z",
    })
    void timesAreReadInTheZoneTheyNameOrInThisOne(String text, Instant expected) {
        assertEquals(expected, Instant.ofEpochMilli(AtTime.parse(text, NOW)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "T",
                "noon",
                "18",
                "24:01",
                "2026-03-30",
                "2026-02-30T10:00",
                "1774800000",
                "+999999999-01-01T00:00Z",
                "2026-03-30T18:00+99:00"
            })
    void whatIsNoTimeIsRefusedWithTheForms(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> AtTime.parse(text, NOW));
        assertTrue(e.getMessage().startsWith("not a time: value=" + text + "; write "), e.getMessage());
    }

    @Test
    void aDelayThatIsTooLongForAClockIsForEver() {
        Turn turn = new Turn(1, Duration.ofMillis(Long.MAX_VALUE - 1), null);
        assertEquals(Long.MAX_VALUE, turn.of(ItemOptions.NONE, 1000).notBeforeMillis());
    }
}
