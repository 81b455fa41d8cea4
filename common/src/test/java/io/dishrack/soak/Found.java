package io.dishrack.soak;

import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.testkit.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a queue holds on which nobody works.
 *
 * @param told what the queue says
 * @param put items ever put, as the queue says
 * @param items all of them, by number
 * @param reclaimed how many of these are there no more
 */
record Found(Counts told, long put, List<Item> items, long reclaimed) {

    /**
     * An item.
     *
     * @param origin null when its bytes are wrong
     */
    record Item(long number, ItemState state, int attempts, Origin origin) {}

    Found(Counts told, long put, List<Item> items) {
        this(told, put, items, 0);
    }

    /** Looks, changing nothing. */
    static Found in(Path folder) {
        List<Item> items = new ArrayList<>();
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            inspector.items(
                    Set.of(),
                    item -> items.add(
                            new Item(item.number(), item.state(), item.attempts(), Payload.origin(item.payload()))));
            return of(inspector.status(), items);
        }
    }

    /** With those that are there no more, as who was the last to have them told. */
    Found withReclaimed(Path folder, Evidence evidence) {
        Map<Long, Item> all = new TreeMap<>();
        items.forEach(item -> all.put(item.number(), item));
        Map<Long, List<HandOut>> handOuts = evidence.handOuts();
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            for (long number = 1; number <= put; number++) {
                if (inspector.isReclaimed(number)) {
                    List<HandOut> hands = handOuts.getOrDefault(number, List.of());
                    HandOut last = hands.isEmpty() ? null : hands.get(hands.size() - 1);
                    all.put(
                            number,
                            new Item(
                                    number,
                                    inspector.state(number),
                                    last == null ? 0 : last.attempt(),
                                    last == null ? null : last.origin()));
                }
            }
        }
        return new Found(told, put, List.copyOf(all.values()), all.size() - items.size());
    }

    static Found of(QueueStatus status, List<Item> items) {
        return new Found(Counts.of(status), status.put(), items);
    }

    /** How many items of each state were found. */
    Counts walked() {
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        for (ItemState state : ItemState.values()) {
            counts.put(state, 0L);
        }
        items.forEach(item -> counts.merge(item.state(), 1L, Long::sum));
        return new Counts(counts);
    }

    /** How many items the queue says are in that state. */
    long told(ItemState state) {
        return told.byState().getOrDefault(state, 0L);
    }
}
