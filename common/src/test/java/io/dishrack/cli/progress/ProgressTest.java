package io.dishrack.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By a clock of its own. */
class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Stdio stdio = Stdio.of(
            "scrub",
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    private long nanos;

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLineIsToldEveryFewSecondsWithRateAndWhatIsLeft() {
        Progress lines = new ProgressLines(stdio.log(), Measure.ITEMS, () -> nanos);
        pass(Duration.ofSeconds(4));
        assertFalse(lines.isDue());
        lines.update(10, 2000, 0);
        assertEquals("", told());
        pass(Duration.ofSeconds(1));
        assertTrue(lines.isDue());
        lines.update(500, 2000, 0);
        lines.update(501, 2000, 0);
        assertEquals("scrub: finished=500 of=2,000 rate=100/s left=15s\n", told());
        err.reset();
        pass(Duration.ofSeconds(5));
        lines.update(1500, 2000, 7);
        assertEquals("scrub: finished=1,500 of=2,000 failed=7 rate=150/s left=3s\n", told());
    }

    @Test
    void whatIsNotKnownIsNotTold() {
        Progress lines = new ProgressLines(stdio.log(), Measure.HANDLED, () -> nanos);
        pass(Duration.ofSeconds(5));
        lines.update(50, Progress.UNKNOWN, 0);
        assertEquals("scrub: items=50 rate=10/s\n", told());
        err.reset();
        pass(Duration.ofSeconds(5));
        lines = new ProgressLines(stdio.log(), Measure.BYTES, () -> nanos);
        pass(Duration.ofSeconds(5));
        lines.update(0, 3_500_000, 0);
        assertEquals("scrub: read=0MB of=3MB rate=0MB/s\n", told());
    }

    @Test
    void aLineIsAnObjectWhereThatIsAskedFor() {
        stdio.log().asJson();
        Progress lines = new ProgressLines(stdio.log(), Measure.ITEMS, () -> nanos);
        pass(Duration.ofSeconds(5));
        lines.update(500, 2000, 1);
        String rest =
                "\"unit\":\"items\",\"finished\":500,\"total\":2000,\"failed\":1,\"rate\":100.0,\"left_seconds\":15}\n";
        assertTrue(told().contains("\"event\":\"progress\"") && told().endsWith(rest), told());
    }

    @Test
    void aShortWorkMakesNoDisplay() {
        List<Duration> made = new ArrayList<>();
        List<Long> updates = new ArrayList<>();
        Progress display = new Progress() {
            @Override
            public boolean isDue() {
                return true;
            }

            @Override
            public void update(long finished, long total, long failed) {
                updates.add(finished);
            }

            @Override
            public void close() {
                updates.add(-1L);
            }
        };
        Progress late = new LateProgress(
                elapsed -> {
                    made.add(elapsed);
                    return display;
                },
                () -> nanos);
        late.update(1, 9, 0);
        pass(Duration.ofMillis(999));
        assertFalse(late.isDue());
        late.update(2, 9, 0);
        assertEquals(List.of(), made);
        pass(Duration.ofMillis(1));
        assertTrue(late.isDue());
        late.update(3, 9, 0);
        late.close();
        assertEquals(List.of(Duration.ofSeconds(1)), made);
        assertEquals(List.of(3L, -1L), updates);
    }

    @Test
    void whatRemainsFollowsFromWhatWasDone() {
        assertEquals(Optional.of(Duration.ofSeconds(30)), Eta.of(25, 100, Duration.ofSeconds(10)));
        assertEquals(Optional.empty(), Eta.of(0, 100, Duration.ofSeconds(10)));
        assertEquals(Optional.empty(), Eta.of(5, -1, Duration.ofSeconds(10)));
    }

    @Test
    void theWidthIsWhatSttySaysWhenThatMakesSense() {
        assertEquals(132, TerminalWidth.parse("50 132\n"));
        assertEquals(80, TerminalWidth.parse("0 0\n"));
        assertEquals(20, TerminalWidth.parse("24 3\n"));
        assertEquals(80, TerminalWidth.parse(""));
    }
}
