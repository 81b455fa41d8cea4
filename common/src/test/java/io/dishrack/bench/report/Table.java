package io.dishrack.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as a table for people, at most 80 columns wide: one figure, and its ratio to the yardstick, a line. */
public final class Table {

    public static final int WIDTH = 80;
    private static final int NAME_WIDTH = 29;
    private static final String ROW = "  %-" + NAME_WIDTH + "s %8s %8s %5s %9s %s";
    private static final String SUMMARY_ROW = "  %-3s  %-44s  %s";

    private final boolean judging;

    /** A report; one that does not judge leaves out whether targets were reached. */
    public Table(boolean judging) {
        this.judging = judging;
    }

    public String machine(Map<String, String> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(wrapped(name + ": " + value, "", "  ")));
        if (!judging) {
            text.append("--quick: shows that all works; the figures are not to be judged\n");
        }
        return text.toString();
    }

    public String section(Section section) {
        StringBuilder text = new StringBuilder("\n" + section.name() + "\n");
        section.notes().forEach(note -> text.append(wrapped(note, "  ", "    ")));
        if (!section.lines().isEmpty()) {
            text.append(row("", "value", "yard", "ratio", "min-max", "aim"));
        }
        section.lines().forEach(line -> text.append(row(line)));
        return text.toString();
    }

    /** Which targets are reached. */
    public String summary(List<Summary> targets) {
        if (targets.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\ntargets\n");
        for (Summary each : targets) {
            text.append(String.format(Locale.ROOT, SUMMARY_ROW, each.id(), each.what(), verdict(each))
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private String verdict(Summary target) {
        if (target.lines() == 0) {
            return target.by();
        }
        String where = " (" + target.by() + ")";
        if (!judging) {
            return target.lines() + (target.lines() == 1 ? " figure" : " figures") + where;
        }
        return (target.isReached() ? "yes" : "NO, " + target.reached() + " of " + target.lines()) + where;
    }

    private String row(Line line) {
        Unit unit = line.unit();
        Stats spread = line.ratio() == null ? line.value() : line.ratio();
        return row(
                line.name(),
                unit.format(line.value().median()),
                line.yardstick() == null ? "" : unit.format(line.yardstick().median()),
                line.ratio() == null ? "" : Unit.number(line.ratio().median()),
                spread.runs() == 1 ? "" : Unit.brief(spread.min()) + "-" + Unit.brief(spread.max()),
                aim(line));
    }

    private String aim(Line line) {
        if (line.target() == null) {
            return "";
        }
        String text = line.target().text();
        return judging ? text + (line.reachesTarget() ? " yes" : " NO") : text;
    }

    /** A name that is too long for its column has a line of its own. */
    private static String row(String name, Object... cells) {
        if (name.length() > NAME_WIDTH) {
            return "  " + name + "\n" + row("", cells);
        }
        Object[] all = new Object[cells.length + 1];
        all[0] = name;
        System.arraycopy(cells, 0, all, 1, cells.length);
        return String.format(Locale.ROOT, ROW, all).stripTrailing() + "\n";
    }

    private static String wrapped(String note, String first, String later) {
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : note.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(later);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return text.append(line).append('\n').toString();
    }
}
