package io.dishrack.rack;

import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command line of {@link ExportView}. */
@Command(
        name = "export",
        description = {
            "Every item that can be read, a JSON document a line, as list --json prints",
            "them. Works on a damaged queue too, and without its control file: what can't",
            "be read is told on standard error, and the exit code is 3 then. An item whose",
            "state can't be read has the state unknown. Changes nothing.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Example: rack export /tmp/q > items.jsonl",
            "         jq -c 'select(.state != \"done\")' items.jsonl"
        })
final class ExportCommand implements Callable<Integer> {

    @ParentCommand
    RackCommand rack;

    @Parameters(paramLabel = "QUEUE", description = "A folder.", converter = QueueAddress.Converter.class)
    QueueAddress queue;

    @Override
    public Integer call() {
        return new ExportView(rack.stdio()).print(queue);
    }
}
