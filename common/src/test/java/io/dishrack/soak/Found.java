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

/**
 * What a queue holds on which nobody works.
 *
 * @param told what the queue says
 * @param put items ever put, as the queue says
 * @param items all of them, by number
 */
record Found(Counts told, long put, List<Item> items) {

    /**
     * An item.
     *
     * @param origin null when its bytes are wrong
     */
    record Item(long number, ItemState state, int attempts, Origin origin) {}

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
