package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command line of rack. */
@Command(
        name = "rack",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {"Look at a queue and mend it. Looking changes nothing and needs no living process.", ""},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StatusCommand.class,
            ListCommand.class,
            ShowCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            RepairCommand.class,
            RedriveCommand.class
        },
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
            "",
            "Exit codes: 0 all well, 1 an item is not as it should be for that, 2 usage,",
            "3 the queue or an item can't be read, 5 the queue is closed."
        })
final class RackCommand implements Callable<Integer> {

    private final Stdio stdio;

    RackCommand(Stdio stdio) {
        this.stdio = stdio;
    }

    @Override
    public Integer call() {
        throw new CommandException(
                ExitCode.USAGE,
                "no command was given; use status, list, show, verify, export, repair or redrive (rack --help tells more)");
    }

    Stdio stdio() {
        return stdio;
    }
}
