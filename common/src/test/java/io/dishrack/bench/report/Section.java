package io.dishrack.bench.report;

import java.util.ArrayList;
import java.util.List;

/** What one measurement found: notes on how it was measured and what was left out, and figures. */
public final class Section {

    private final String name;
    private final List<String> notes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private String failure;

    /** An empty section, by the name by which it is chosen. */
    public Section(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Why the measurement ended before its end, or null. */
    public String failure() {
        return failure;
    }

    public Section note(String text) {
        notes.add(text);
        return this;
    }

    public void add(Line line) {
        lines.add(line);
    }

    /** Notes that the measurement could not go on; what it has found until then stays. */
    public void fail(String reason) {
        failure = reason;
        notes.add("failed: " + reason);
    }
}
