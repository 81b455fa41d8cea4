package io.dishrack.bench;

import java.util.Locale;
import java.util.Map;

/** The report as a table for people: one figure, and its ratio to the yardstick, a line. */
final class Report {

    private static final String ROW = "  %-36s %10s %10s %6s %11s  %s";
    private static final int NOTE_WIDTH = 94;

    private final boolean judging;

    /** A report; one that does not judge leaves out whether targets were reached. */
    Report(boolean judging) {
        this.judging = judging;
    }

    String machine(Map<String, String> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        if (!judging) {
            text.append("--quick: shows that all works; the figures are not to be judged\n");
        }
        return text.toString();
    }

    String section(Section section) {
        StringBuilder text = new StringBuilder("\n" + section.name() + "\n");
        section.notes().forEach(note -> text.append(wrapped(note)));
        if (!section.lines().isEmpty()) {
            text.append(row("", "value", "yardstick", "ratio", "min-max", "target"));
        }
        section.lines().forEach(line -> text.append(row(line)));
        return text.toString();
    }

    private String row(Line line) {
        Unit unit = line.unit();
        Stats spread = line.ratio() == null ? line.value() : line.ratio();
        return row(
                line.name(),
                unit.format(line.value().median()),
                line.yardstick() == null ? "" : unit.format(line.yardstick().median()),
                line.ratio() == null ? "" : Unit.number(line.ratio().median()),
                spread.runs() == 1 ? "" : spread(line, spread),
                target(line));
    }

    private static String spread(Line line, Stats spread) {
        if (line.ratio() == null && line.unit() == Unit.PER_SECOND) {
            return (line.unit().format(spread.min()) + "-" + line.unit().format(spread.max()))
                    .replace("/s", "")
                    .replace(" ", "");
        }
        return Unit.number(spread.min()) + "-" + Unit.number(spread.max());
    }

    private String target(Line line) {
        if (line.target() == null) {
            return "";
        }
        String text = line.target().text(line.unit());
        return judging ? text + (line.target().isMetBy(line) ? " yes" : " NO") : text;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing() + "\n";
    }

    private static String wrapped(String note) {
        StringBuilder text = new StringBuilder(" ");
        int column = 1;
        for (String word : note.split(" ")) {
            if (column + 1 + word.length() > NOTE_WIDTH) {
                text.append("\n   ");
                column = 3;
            }
            text.append(' ').append(word);
            column += 1 + word.length();
        }
        return text.append('\n').toString();
    }
}
