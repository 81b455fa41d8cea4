package io.dishrack.damage;

import io.dishrack.ItemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The items of a specimen, by number from 1. Kept beside it as text, a line an item. */
record Truth(List<Item> items) {

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
        for (Item item : items) {
            lines.add(item.state() + " " + item.attempts() + " " + (item.key() == null ? "" : item.key()));
        }
        Files.write(file, lines);
    }

    static Truth load(Path file) throws IOException {
        List<Item> items = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", -1);
            String key = words[2].isEmpty() ? null : words[2];
            items.add(new Item(items.size() + 1, ItemState.valueOf(words[0]), Integer.parseInt(words[1]), key));
        }
        return new Truth(items);
    }
}
