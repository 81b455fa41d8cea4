package io.dishrack.engine.salvage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers that mostly lie beside each other. */
final class Ranges {

    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    /** Adds the numbers from {@code first} to {@code last}. */
    void add(long first, long last) {
        if (last < first) {
            return;
        }
        Map.Entry<Long, Long> before = lastByFirst.floorEntry(first);
        boolean joins = before != null && before.getValue() >= first - 1;
        long start = joins ? before.getKey() : first;
        long end = joins ? Math.max(before.getValue(), last) : last;
        for (Long next = lastByFirst.higherKey(start);
                next != null && next <= end;
                next = lastByFirst.higherKey(start)) {
            end = Math.max(end, lastByFirst.remove(next));
        }
        lastByFirst.put(start, end);
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> range = lastByFirst.floorEntry(number);
        return range != null && number <= range.getValue();
    }

    /** A line for each stretch up to a number: a word, its first and its last number. */
    List<String> lines(String word, long most) {
        return lastByFirst.headMap(most, true).entrySet().stream()
                .map(range -> word + " " + range.getKey() + " " + Math.min(range.getValue(), most))
                .toList();
    }
}
