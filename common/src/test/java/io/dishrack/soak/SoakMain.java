package io.dishrack.soak;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.PathConverter;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import io.dishrack.testkit.WorkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/soak}. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        description = {
            "Kills, freezes and stops real washers and dryers by a schedule that follows from",
            "a seed, then compares what became of every item with what they said.",
            ""
        },
        footer = {
            "",
            "Rounds, each with its own queue: rolling, crashes, reaping, freezing, poison,",
            "flushed (with durability machine).",
            "Some of the processes are scripts/washer and scripts/dryer with a command.",
            "Bad are: a put that returned and is not there (lost); an item that nobody put",
            "(unexpected); a hand-out after an acknowledged done, or without a kill, freeze",
            "or lost lease (doubled); counts that are not exact; a join that hangs or",
            "returns early; a process that ends by itself. Of a bad round the queue, the",
            "findings and all events are kept, and the same --seed, --kills, --washers and",
            "--dryers with --round N repeat its schedule.",
            "",
            "Exit codes: 0 all good; 1 something was lost, doubled or miscounted; 2 usage;",
            "3 it could not run.",
            "",
            "Examples:",
            "  scripts/soak --short",
            "  scripts/soak --kills 1000 --seed 7 --json > soak.json",
            "  scripts/soak --kills 1000 --seed 7 --round 13 --keep"
        })
public final class SoakMain implements Callable<Integer> {

    private static final int KILLS = 200;
    private static final int SHORT_KILLS = 42;
    private static final int MOST_PROCESSES = 60;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "Kill that many processes, or a few more (default: 200).")
    private Integer kills;

    @Option(names = "--short", description = "42 kills, in about a minute.")
    private boolean isShort;

    @Option(names = "--seed", paramLabel = "S", description = "A whole number (default: the clock).")
    private Long seed;

    @Option(
            names = "--washers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Washer processes (default: ${DEFAULT-VALUE}).")
    private int washers;

    @Option(
            names = "--dryers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Dryer processes (default: ${DEFAULT-VALUE}).")
    private int dryers;

    @Option(names = "--round", paramLabel = "N", description = "Only this round, as it would be among the others.")
    private Integer round;

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    @Option(names = "--keep", description = "Keep the queues also of good rounds.")
    private boolean keep;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            converter = PathConverter.class,
            description = "Where queues are made (default: the system's temporary folder).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    private final Stdio stdio;

    SoakMain(Stdio stdio) {
        this.stdio = stdio;
    }

    /** Soaks as the arguments say. */
    public static void main(String[] args) {
        Stdio stdio = Stdio.ofProcess("soak");
        System.exit(CommandRunner.run(stdio, new SoakMain(stdio), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Soak.Plan plan = plan();
        stdio.tell("seed=" + plan.seed() + "; again: scripts/soak --seed " + plan.seed() + " --kills " + plan.kills()
                + " --washers " + washers + " --dryers " + dryers);
        Path scripts =
                Path.of(System.getProperty("dishrack.root", "."), "scripts").toAbsolutePath();
        prepare(scripts);
        try (WorkFolder work = new WorkFolder(folder, "dishrack-soak-")) {
            Soak soak = new Soak(plan, work, stdio::tell);
            soak.run(scripts);
            String report = json ? JsonReport.of(soak) : Report.of(soak);
            stdio.out().write(report.getBytes(StandardCharsets.UTF_8));
            return soak.marks().isGood() ? ExitCode.OK : ExitCode.FAILED_ITEMS;
        }
    }

    private Soak.Plan plan() {
        if (isShort && kills != null) {
            throw new CommandException(ExitCode.USAGE, "--short and --kills exclude each other; choose one");
        }
        int wanted = isShort ? SHORT_KILLS : kills == null ? KILLS : kills;
        check("--kills", wanted, 1, 1_000_000);
        check("--washers", washers, 1, MOST_PROCESSES);
        check("--dryers", dryers, 2, MOST_PROCESSES);
        long realSeed = seed == null ? System.currentTimeMillis() : seed;
        Soak.Plan plan = new Soak.Plan(realSeed, wanted, washers, dryers, round == null ? 0 : round, keep);
        check("--round", round == null ? 1 : round, 1, plan.rounds());
        return plan;
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandException(
                    ExitCode.USAGE, "number out of range: " + option + "=" + value + "; use " + least + " to " + most);
        }
    }

    /** The first launch of a real command prepares it for all others; that is not to be killed. */
    private void prepare(Path scripts) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(scripts.resolve("rack").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new CommandException(
                    ExitCode.UNUSABLE, "the commands can't run: file=" + scripts.resolve("rack") + "; try it by hand");
        }
    }
}
