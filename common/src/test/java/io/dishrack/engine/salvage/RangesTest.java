package io.dishrack.engine.salvage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sets of numbers, in whatever order they are added: repairs write theirs one after the other into one file. */
final class RangesTest {

    private static final int MOST = 60;

    @Test
    void aStretchAddedLaterTakesInThoseWithinIt() {
        Ranges ranges = new Ranges();
        ranges.add(5, 5);
        ranges.add(1, 10);
        assertEquals(List.of("items 1 10"), ranges.lines("items", MOST));
    }

    @Test
    void whatWasAddedIsContainedWhateverTheOrder() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 500; round++) {
            Ranges ranges = new Ranges();
            TreeSet<Long> expected = new TreeSet<>();
            for (int i = 0; i < 6; i++) {
                long first = random.nextLong(1, MOST);
                long last = first + random.nextInt(15);
                ranges.add(first, last);
                for (long number = first; number <= last; number++) {
                    expected.add(number);
                }
            }
            TreeSet<Long> found = new TreeSet<>();
            for (long number = 0; number < 2 * MOST; number++) {
                if (ranges.contains(number)) {
                    found.add(number);
                }
            }
            assertEquals(expected, found);
        }
    }
}
