package io.dishrack.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What one measurement found.
 *
 * @param name by which it is chosen
 * @param notes how it was measured, what the yardstick is, what was left out and why
 * @param lines the figures
 */
record Section(String name, List<String> notes, List<Line> lines) {

    static Section of(String name) {
        return new Section(name, new ArrayList<>(), new ArrayList<>());
    }

    Section note(String text) {
        notes.add(text);
        return this;
    }

    void add(Line line) {
        lines.add(line);
    }
}
