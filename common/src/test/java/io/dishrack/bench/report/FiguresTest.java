package io.dishrack.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark's own arithmetic. */
@Timeout(30)
final class FiguresTest {

    private static final double EXACT = 1e-12;

    @Test
    void theMedianOfAnOddNumberOfRunsIsTheMiddleOne() {
        assertEquals(new Stats(3, 1, 100, 5), Stats.of(List.of(100.0, 1.0, 3.0, 2.0, 4.0)));
    }

    @Test
    void theMedianOfAnEvenNumberOfRunsLiesBetweenTheMiddleTwo() {
        assertEquals(new Stats(2.5, 1, 4, 4), Stats.of(List.of(4.0, 1.0, 3.0, 2.0)));
    }

    @Test
    void ratiosAreTakenRunByRun() {
        Pairs pairs = new Pairs();
        pairs.add(1, 10);
        pairs.add(30, 10);
        pairs.add(20, 40);
        Line line = pairs.line("rate", Unit.PER_SECOND, null);
        assertEquals(new Stats(20, 1, 30, 3), line.value());
        assertEquals(new Stats(10, 10, 40, 3), line.yardstick());
        assertEquals(new Stats(0.5, 0.1, 3, 3), line.ratio());
    }

    @Test
    void equalSharesAreWhollyFair() {
        assertEquals(1, Shares.jain(new long[] {7, 7, 7, 7}), EXACT);
        assertEquals(1, Shares.leastByLargest(new long[] {7, 7, 7, 7}), EXACT);
    }

    @Test
    void whereOneHasAllTheIndexIsOneByTheirNumber() {
        long[] shares = new long[64];
        shares[5] = 1_000_000_000_000L;
        assertEquals(1.0 / 64, Shares.jain(shares), EXACT);
        assertEquals(0, Shares.leastByLargest(shares), EXACT);
    }

    @Test
    void unevenSharesLieInBetween() {
        assertEquals(36.0 / (3 * 14), Shares.jain(new long[] {1, 2, 3}), EXACT);
        assertEquals(1.0 / 3, Shares.leastByLargest(new long[] {1, 2, 3}), EXACT);
    }

    @Test
    void nobodyIsTreatedUnfairlyWhereThereWasNothing() {
        assertEquals(1, Shares.jain(LongStream.of(0, 0).toArray()), EXACT);
        assertEquals(1, Shares.leastByLargest(LongStream.of(0, 0).toArray()), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"0.89, false", "0.9, true", "1.5, true"})
    void aRatioReachesItsLowerBoundByTheMedian(double ratio, boolean reached) {
        Pairs pairs = new Pairs();
        pairs.add(ratio * 100, 100);
        pairs.add(0, 100);
        pairs.add(1_000, 100);
        assertEquals(
                reached,
                pairs.line("", Unit.COUNT, Target.ratioAtLeast("T1", 0.9)).reachesTarget());
    }

    @ParameterizedTest
    @CsvSource({"39, true", "40, true", "40.1, false"})
    void aValueReachesItsUpperBoundWhateverTheYardstickSays(double value, boolean reached) {
        Pairs pairs = new Pairs();
        pairs.add(value, 0.001);
        assertEquals(
                reached, pairs.line("", Unit.COUNT, Target.atMost("T4", 40)).reachesTarget());
    }

    @Test
    void aFigureWithoutTargetReachesNone() {
        assertFalse(Line.of("", Unit.COUNT, List.of(1.0), null).reachesTarget());
    }

    @Test
    void aTargetIsReachedWhenEachOfItsFiguresIs() {
        Summary.Row row = new Summary.Row("T6", "short commands", "startup");
        Section section = new Section("startup");
        section.add(Line.of("washer", Unit.COUNT, List.of(6.0), Target.atMost("T6", 7)));
        section.add(Line.of("other", Unit.COUNT, List.of(9.0), Target.atMost("T5", 7)));
        assertTrue(row.of(List.of(section)).isReached());
        section.add(Line.of("rack", Unit.COUNT, List.of(6.0), Target.atMost("T6", 5)));
        assertEquals(new Summary("T6", "short commands", "startup", 2, 1), row.of(List.of(section)));
        assertFalse(row.of(List.of(section)).isReached());
    }

    @Test
    void aTargetThatWasNotMeasuredIsNotReached() {
        assertFalse(new Summary.Row("T13", "kills", "soak").of(List.of()).isReached());
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.50 /s",
        "15, 15 /s",
        "9999, 9999 /s",
        "10500, 10.5 k/s",
        "105200, 105 k/s",
        "3204000, 3.20 M/s",
        "20600000, 20.6 M/s"
    })
    void ratesAreShownWithThreeDigits(double rate, String text) {
        assertEquals(text, Unit.PER_SECOND.format(rate));
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.9", "1, 1", "1.15, 1.15", "40, 40", "200, 200", "100000, 100k"})
    void boundsAreShownWithoutZerosThatSayNothing(double limit, String text) {
        assertEquals(text, Unit.bound(limit));
    }
}
