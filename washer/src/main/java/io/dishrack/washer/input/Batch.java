package io.dishrack.washer.input;

import java.util.ArrayList;
import java.util.List;

/** Items that were there to be read at one moment; small enough to be put in one go. */
public final class Batch {

    static final int MAX_ITEMS = 256;
    static final long MAX_BYTES = 1 << 20;

    private final List<Item> items = new ArrayList<>();
    private long bytes;

    /** The items, in the order they were read. */
    public List<Item> items() {
        return items;
    }

    void add(Item item) {
        items.add(item);
        bytes += item.payload().length;
    }

    boolean isFull() {
        return items.size() >= MAX_ITEMS || bytes >= MAX_BYTES;
    }
}
