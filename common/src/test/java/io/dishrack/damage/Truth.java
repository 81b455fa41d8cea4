package io.dishrack.damage;

import io.dishrack.ItemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of a specimen, by number from 1. Kept beside it as text, a line an item.
 *
 * @param items all that were ever put
 * @param reclaims whether done and cancelled ones may be gone, or go at any time
 */
record Truth(List<Item> items, boolean reclaims) {

    private static final String RECLAIMS = "reclaims";

    Truth(List<Item> items) {
        this(items, false);
    }

    /** Whether an item has to be there, unless it was finished meanwhile. */
    boolean isKept(long number) {
        ItemState state = item(number).state();
        return !reclaims || state != ItemState.DONE && state != ItemState.CANCELLED;
    }

    long put() {
        return items.size();
    }

    Item item(long number) {
        return items.get((int) number - 1);
    }

    boolean has(long number) {
        return number >= 1 && number <= items.size();
    }

    long in(ItemState state) {
        return items.stream().filter(item -> item.state() == state).count();
    }

    void save(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        if (reclaims) {
            lines.add(RECLAIMS);
        }
        for (Item item : items) {
            lines.add(item.state() + " " + item.attempts() + " " + (item.key() == null ? "" : item.key()));
        }
        Files.write(file, lines);
    }

    static Truth load(Path file) throws IOException {
        List<Item> items = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        boolean reclaims = !lines.isEmpty() && lines.get(0).equals(RECLAIMS);
        for (String line : lines.subList(reclaims ? 1 : 0, lines.size())) {
            String[] words = line.split(" ", -1);
            String key = words[2].isEmpty() ? null : words[2];
            items.add(new Item(items.size() + 1, ItemState.valueOf(words[0]), Integer.parseInt(words[1]), key));
        }
        return new Truth(items, reclaims);
    }
}
