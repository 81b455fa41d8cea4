package io.dishrack.bench;

import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.report.JsonReport;
import io.dishrack.bench.report.Machine;
import io.dishrack.bench.report.Outcome;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Summary;
import io.dishrack.bench.report.Table;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.PathConverter;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {"Measures Dishrack against yardsticks taken in the same run.", ""},
        footer = {
            "",
            "Each figure is the median of the runs. Where there is a yardstick, the two",
            "sides take turns, the ratio is taken run by run, and min-max is the ratio's;",
            "else min-max is the figure's own. What was warmed up, and how, stands in each",
            "section's notes. An aim is of the ratio where there is one, else of the value.",
            "",
            "--json prints one document:",
            "  schema    1",
            "  machine   facts by name: cores, cpu, memory, system, jdk, folder, load",
            "  quick, runs, items",
            "  sections  name, notes, failed (a reason; only when it failed), lines:",
            "    name, unit, value, and where there are: yardstick, ratio, target",
            "    value, yardstick, ratio   median, min, max, runs",
            "    target  id, of (value or ratio), atLeast or atMost, reached (not if quick)",
            "  targets   id, what, by (section or command), lines, reached (of the lines)",
            "",
            "Exit codes: 0 measured; 1 a measurement failed (a wrong count, a child that",
            "died), the others went on; 2 usage; 3 nothing could be measured. Poor figures",
            "fail nothing.",
            "",
            "Examples:",
            "  scripts/bench --quick",
            "  scripts/bench --list",
            "  scripts/bench --only live,drain --runs 9 --json > figures.json"
        })
public final class BenchMain implements Callable<Integer> {

    private static final int RUNS = 5;
    private static final int QUICK_RUNS = 1;
    private static final long ITEMS = 3_000_000;
    private static final long QUICK_ITEMS = 100_000;

    @Option(names = "--quick", description = "See in two minutes that all works; judge no figures.")
    private boolean quick;

    @Option(names = "--full", description = "With 50,000,000 items of history: minutes more, and 8 GB.")
    private boolean full;

    @Option(names = "--list", description = "Print what can be measured and how long it takes.")
    private boolean list;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Measure only these.")
    private List<String> only = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each figure (default: 5; quick: 1).")
    private Integer runs;

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items of 100 B in a run; of larger ones fewer (default: 3000000; quick: 100000).")
    private Long items;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            converter = PathConverter.class,
            description = "Where queues are made and deleted (default: the system's temporary folder).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--json", description = "Print one JSON document instead of tables.")
    private boolean json;

    private final Stdio stdio;
    private final List<Catalog.Entry> known;

    /** With the sections that there are. */
    BenchMain(Stdio stdio, List<Catalog.Entry> known) {
        this.stdio = stdio;
        this.known = known;
    }

    /** Measures what the arguments ask for. */
    public static void main(String[] args) {
        Stdio stdio = Stdio.ofProcess("bench");
        System.exit(CommandRunner.run(stdio, new BenchMain(stdio, Catalog.SECTIONS), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            print(Catalog.list());
            return ExitCode.OK;
        }
        List<Catalog.Entry> chosen = chosen();
        int realRuns = (int) checked("--runs", runs == null ? (quick ? QUICK_RUNS : RUNS) : runs);
        long realItems = checked("--items", items == null ? (quick ? QUICK_ITEMS : ITEMS) : items);
        Table table = new Table(!quick);
        List<Section> sections = new ArrayList<>();
        try (Lab lab = new Lab(new Lab.Effort(quick, full, realRuns, realItems), folder, stdio.err())) {
            Map<String, String> machine = Machine.describe(lab.work());
            printTable(table.machine(machine));
            for (Catalog.Entry entry : chosen) {
                Section section = measure(entry, lab);
                sections.add(section);
                printTable(table.section(section));
            }
            List<Summary> targets =
                    Catalog.TARGETS.stream().map(row -> row.of(sections)).toList();
            printTable(table.summary(targets.stream()
                    .filter(each -> only.isEmpty() || each.lines() > 0)
                    .toList()));
            if (json) {
                Outcome outcome = new Outcome(machine, quick, realRuns, realItems, sections, targets);
                print(new JsonReport(outcome).text());
            }
        }
        return sections.stream().allMatch(section -> section.failure() == null) ? ExitCode.OK : ExitCode.FAILED_ITEMS;
    }

    private Section measure(Catalog.Entry entry, Lab lab) throws InterruptedException {
        Section section = new Section(entry.name());
        try {
            entry.measurement().run(lab, section);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            section.fail(e.getMessage() == null ? e.toString() : e.getMessage());
            stdio.tell("measurement failed: name=" + entry.name() + " reason=" + e);
        }
        return section;
    }

    private static long checked(String option, Number value) {
        if (value.longValue() < 1) {
            throw new CommandException(
                    ExitCode.USAGE, "number out of range: " + option + "=" + value + "; use 1 or more");
        }
        return value.longValue();
    }

    private List<Catalog.Entry> chosen() {
        for (String name : only) {
            if (known.stream().noneMatch(each -> each.name().equals(name))) {
                String names = known.stream().map(Catalog.Entry::name).collect(Collectors.joining(", "));
                throw new CommandException(ExitCode.USAGE, "unknown measurement: name=" + name + "; use " + names);
            }
        }
        return known.stream()
                .filter(each -> only.isEmpty() || only.contains(each.name()))
                .toList();
    }

    private void printTable(String text) throws IOException {
        if (!json) {
            print(text);
        }
    }

    private void print(String text) throws IOException {
        stdio.out().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
