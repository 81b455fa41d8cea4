package io.dishrack.rack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of {@link ExportView}. */
@Command(
        name = "export",
        description = {
            "Prints every item that can be read as JSON Lines.",
            "A document a line, as list --json prints them. Works on a damaged queue too, and",
            "without its control file: what can't be read is told on standard error, and the",
            "exit code is 3 then. An item whose state can't be read has the state unknown.",
            "Changes nothing.",
            ""
        },
        footer = {
            "",
            "Example: rack export /tmp/q > items.jsonl",
            "         jq -c 'select(.state != \"done\")' items.jsonl"
        })
final class ExportCommand extends QueueCommand {

    @Mixin
    ProgressOptions progress;

    @Override
    public Integer call() {
        return new ExportView(rack.stdio(), progress).print(queue);
    }
}
