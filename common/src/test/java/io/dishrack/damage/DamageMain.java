package io.dishrack.damage;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import io.dishrack.testkit.WorkFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/damage}. */
@Command(
        name = "damage",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Damages copies of queues in seeded ways, while nobody has them open and while a",
            "process works, and judges what the library, rack and a repair make of it.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "A damage is met well when everything comes out as if there had been none (EXACT)",
            "or what can't is told in one clear line (TOLD). Bad are hangs, crashes of the",
            "JVM, wrong dones, wrong payloads, stack traces, and a repair that loses an item.",
            "",
            "Exit codes: 0 all was exactly right or told; 1 something was not; 2 usage.",
            "",
            "Examples:",
            "  scripts/damage --count 5000 --seed 1",
            "  scripts/damage --seed 1 --only 1234 --keep    # that one again; the queue is kept"
        })
public final class DamageMain implements Callable<Integer> {

    private static final long EVERY = 250;

    @Option(names = "--count", description = "How many damages. Default: ${DEFAULT-VALUE}.")
    private long count = 500;

    @Option(names = "--seed", description = "Which ones. Default: another seed each time.")
    private long seed = System.nanoTime();

    @Option(names = "--only", paramLabel = "N", description = "Only the damage of that number.")
    private long only = -1;

    @Option(names = "--keep", description = "Keep the queues that were not met well.")
    private boolean keep;

    @Option(names = "--verbose", description = "Tell each damage.")
    private boolean verbose;

    private final Stdio stdio;

    private DamageMain(Stdio stdio) {
        this.stdio = stdio;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Stdio stdio = Stdio.ofProcess("damage");
        System.exit(CommandRunner.run(stdio, new DamageMain(stdio), args));
    }

    @Override
    public Integer call() throws Exception {
        if (count < 1) {
            throw new CommandException(ExitCode.USAGE, "--count out of range: count=" + count + "; use 1 or more");
        }
        try (WorkFolder work = new WorkFolder(Path.of(System.getProperty("java.io.tmpdir")), "dishrack-damage-")) {
            DamageRun run = run(work.path());
            if (keep && run.bad() > 0) {
                work.keep();
            }
            return run.bad() == 0 ? ExitCode.OK : ExitCode.FAILED_ITEMS;
        }
    }

    private DamageRun run(Path folder) throws Exception {
        stdio.tell("seed=" + seed + " folder=" + folder);
        DamageRun run = new DamageRun(folder, seed, keep);
        long from = only < 0 ? 0 : only;
        long to = only < 0 ? count : only + 1;
        run.run(from, to, outcome -> {
            if (verbose || only >= 0 || outcome.verdict().grade().compareTo(Verdict.Grade.LATE) >= 0) {
                say(outcome.toString());
            }
            if ((outcome.number() + 1) % EVERY == 0) {
                stdio.tell("damages=" + (outcome.number() + 1 - from) + " of=" + (to - from) + " " + run.grades());
            }
        });
        say("seed=" + seed + " damages=" + (to - from) + " " + run.grades());
        return run;
    }

    private void say(String text) {
        try {
            stdio.out().write((text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
