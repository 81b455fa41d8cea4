package io.dishrack.washer.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which items this washer has put: ranges of numbers, since a washer that is alone gets them one after the other. One
 * thread puts, another asks.
 */
final class OwnItems {

    /** First number of a range to its last. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    private long count;
    private long last;
    private boolean putting;

    /** A put begins. */
    synchronized void begin() {
        putting = true;
    }

    /** The put has ended; number is that of the new item, or 0 when there is none. */
    synchronized void end(long number) {
        putting = false;
        if (number > 0) {
            count++;
            Map.Entry<Long, Long> range = ranges.lastEntry();
            if (range != null && range.getValue() == number - 1) {
                range = Map.entry(range.getKey(), number);
            } else {
                range = Map.entry(number, number);
            }
            ranges.put(range.getKey(), range.getValue());
            last = number;
        }
        notifyAll();
    }

    /**
     * Whether an item is ours. It may already be finished while the put that made it has not returned, so a number beyond
     * the last one waits for the end of a put that is under way (woken by {@link #end}).
     */
    synchronized boolean contains(long number) throws InterruptedException {
        while (putting && number > last) {
            wait();
        }
        Map.Entry<Long, Long> range = ranges.floorEntry(number);
        return range != null && number <= range.getValue();
    }

    /** The first own number beyond that one, or 0 when there is none so far. */
    synchronized long after(long number) {
        Map.Entry<Long, Long> range = ranges.floorEntry(number + 1);
        if (range != null && range.getValue() > number) {
            return number + 1;
        }
        Long next = ranges.higherKey(number);
        return next == null ? 0 : next;
    }

    synchronized long count() {
        return count;
    }
}
