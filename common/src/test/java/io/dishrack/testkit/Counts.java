package io.dishrack.testkit;

import io.dishrack.ItemState;
import io.dishrack.QueueStatus;
import java.util.EnumMap;
import java.util.Map;

/** How many items are in which state. */
public record Counts(Map<ItemState, Long> byState) {

    /** As a status says. */
    public static Counts of(QueueStatus status) {
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        counts.put(ItemState.READY, status.ready());
        counts.put(ItemState.TAKEN, status.taken());
        counts.put(ItemState.DELAYED, status.delayed());
        counts.put(ItemState.DONE, status.done());
        counts.put(ItemState.DEAD, status.dead());
        counts.put(ItemState.CANCELLED, status.cancelled());
        return new Counts(counts);
    }

    /** None in any state. */
    static Counts zero() {
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        for (ItemState state : ItemState.values()) {
            counts.put(state, 0L);
        }
        return new Counts(counts);
    }

    /** Counts one more. */
    void add(ItemState state) {
        byState.merge(state, 1L, Long::sum);
    }

    /** All items. */
    public long total() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those in a state. */
    long of(ItemState state) {
        return byState.get(state);
    }

    /** Items that join waits for. */
    public long unfinished() {
        return byState.entrySet().stream()
                .filter(e -> !e.getKey().isFinished())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
