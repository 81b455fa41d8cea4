package io.dishrack.bench;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Measures Dishrack against yardsticks taken in the same run.",
        footer = {
            "",
            "Measurements: live, drain, python, latency, idle, startup, exec, coprocess, kill.",
            "Each figure is the median of the runs; the ratio is taken run by run, the two",
            "sides in turns, and shown with its least and largest value.",
            "",
            "Exit codes: 0 measured; 1 a measurement failed (a wrong count, a child that",
            "died); 2 usage; 3 nothing could be measured. Poor figures fail nothing.",
            "",
            "Examples:",
            "  scripts/bench --quick",
            "  scripts/bench --only live,drain --runs 9 --json > figures.json"
        })
public final class BenchMain implements Callable<Integer> {

    private static final List<Measurement> MEASUREMENTS = List.of(
            new Live(),
            new Drain(),
            new Python(),
            new Latency(),
            new IdleCpu(),
            new StartUp(),
            new Exec(),
            new Coprocess(),
            new Kills(),
            new Durable());

    private static final int RUNS = 5;
    private static final int QUICK_RUNS = 1;
    private static final long ITEMS = 3_000_000;
    private static final long QUICK_ITEMS = 150_000;

    @Option(names = "--quick", description = "See in a minute and a half that all works; judge no figures.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON document instead of tables.")
    private boolean json;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Measure only these.")
    private List<String> only = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each figure (default: 5; quick: 1).")
    private Integer runs;

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items of 100 B in a run; of larger ones fewer (default: 3000000; quick: 150000).")
    private Long items;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            converter = PathConverter.class,
            description = "Where queues are made and deleted (default: the system's temporary folder).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    private final Stdio stdio;

    BenchMain(Stdio stdio) {
        this.stdio = stdio;
    }

    /** Measures what the arguments ask for. */
    public static void main(String[] args) {
        Stdio stdio = Stdio.ofProcess("bench");
        System.exit(CommandRunner.run(stdio, new BenchMain(stdio), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Measurement> chosen = chosen();
        int realRuns = (int) checked("--runs", runs == null ? (quick ? QUICK_RUNS : RUNS) : runs);
        long realItems = checked("--items", items == null ? (quick ? QUICK_ITEMS : ITEMS) : items);
        List<Section> sections = new ArrayList<>();
        int failed = 0;
        try (Lab lab = new Lab(quick, realRuns, realItems, folder, System.err)) {
            Map<String, String> machine = Machine.describe(lab.work());
            Report report = new Report(!quick);
            show(!json, report.machine(machine));
            for (Measurement measurement : chosen) {
                Section section = Section.of(measurement.name());
                try {
                    section = measurement.run(lab);
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    failed++;
                    section.note("failed: " + e.getMessage());
                    stdio.tell("measurement failed: name=" + measurement.name() + " reason=" + e);
                }
                sections.add(section);
                show(!json, report.section(section));
            }
            show(json, json ? new JsonReport(!quick).of(machine, lab, sections) : "");
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED_ITEMS;
    }

    private static long checked(String option, Number value) {
        if (value.longValue() < 1) {
            throw new CommandException(
                    ExitCode.USAGE, "number out of range: " + option + "=" + value + "; use 1 or more");
        }
        return value.longValue();
    }

    private List<Measurement> chosen() {
        for (String name : only) {
            if (MEASUREMENTS.stream().noneMatch(each -> each.name().equals(name))) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "unknown measurement: name=" + name + "; use "
                                + String.join(
                                        ", ",
                                        MEASUREMENTS.stream()
                                                .map(Measurement::name)
                                                .toList()));
            }
        }
        return MEASUREMENTS.stream()
                .filter(each -> only.isEmpty() || only.contains(each.name()))
                .toList();
    }

    private void show(boolean wanted, String text) throws IOException {
        if (wanted) {
            stdio.out().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
