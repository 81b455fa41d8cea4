package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link CloseView}. */
@Command(
        name = "close",
        description = {
            "Shuts a queue down for every process.",
            "No more puts (exit 5 for washers); what is queued is still worked off, then",
            "dryers end. --reopen takes it back. Without --execute only tells what it would",
            "do. Works with no process alive too.",
            ""
        },
        footer = {
            "",
            "Examples: rack close --execute /tmp/q            let it run dry",
            "          rack close --now --execute /tmp/q      cancel what waits",
            "          rack close --reopen --execute /tmp/q"
        })
final class CloseCommand extends QueueCommand {

    @Option(names = "--now", description = "Cancel what waits; what runs may finish.")
    boolean now;

    @Option(names = "--reopen", description = "Let the queue take items again.")
    boolean reopen;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Override
    public Integer call() {
        if (now && reopen) {
            throw new CommandException(ExitCode.USAGE, "--now and --reopen exclude each other; choose one");
        }
        CloseView.Way way = reopen ? CloseView.Way.REOPEN : now ? CloseView.Way.CLOSE_NOW : CloseView.Way.CLOSE;
        return new CloseView(rack.stdio(), queue).run(way, execute, json);
    }
}
