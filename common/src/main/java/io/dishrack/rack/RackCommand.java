package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.Subcommands;
import io.dishrack.cli.VersionProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The command line of rack. */
@Command(
        name = "rack",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {"Look at a queue and mend it. Looking changes nothing and needs no living process.", ""},
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  rack status /tmp/q",
            "  rack status --json /tmp/q | jq .unfinished",
            "  rack list --state dead,delayed /tmp/q",
            "  rack list --json /tmp/q | jq -r .payload",
            "  rack show /tmp/q 17",
            "  rack verify /tmp/q",
            "  rack export /tmp/q > items.jsonl",
            "  rack repair /tmp/q",
            "  rack redrive --execute /tmp/q",
            "  rack limit --execute /tmp/q 3",
            "",
            "Exit codes: 0 all well, 1 an item is not as it should be for that, 2 usage,",
            "3 the queue or an item can't be read, 5 the queue is closed."
        })
final class RackCommand implements Callable<Integer>, Subcommands {

    private final Stdio stdio;

    RackCommand(Stdio stdio) {
        this.stdio = stdio;
    }

    /** Looking first, then mending. */
    @Override
    public Map<String, Supplier<Callable<Integer>>> subcommands() {
        Map<String, Supplier<Callable<Integer>>> all = new LinkedHashMap<>();
        all.put("status", StatusCommand::new);
        all.put("list", ListCommand::new);
        all.put("show", ShowCommand::new);
        all.put("results", ResultsCommand::new);
        all.put("metrics", MetricsCommand::new);
        all.put("verify", VerifyCommand::new);
        all.put("export", ExportCommand::new);
        all.put("repair", RepairCommand::new);
        all.put("redrive", RedriveCommand::new);
        all.put("import", ImportCommand::new);
        all.put("cancel", CancelCommand::new);
        all.put("pause", PauseCommand::new);
        all.put("resume", ResumeCommand::new);
        all.put("limit", LimitCommand::new);
        all.put("scale", ScaleCommand::new);
        all.put("stop", StopCommand::new);
        all.put("close", CloseCommand::new);
        all.put("purge", PurgeCommand::new);
        return all;
    }

    @Override
    public Integer call() {
        throw new CommandException(
                ExitCode.USAGE,
                "no command was given; use " + String.join(", ", subcommands().keySet()) + " (rack --help tells more)");
    }

    Stdio stdio() {
        return stdio;
    }
}
