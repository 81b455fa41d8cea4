package io.dishrack.rack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link StatusView}. */
@Command(
        name = "status",
        description = "Counts, processes and disk use of a queue.",
        footer = {"", "Example: rack status /tmp/q"})
final class StatusCommand extends QueueCommand {

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Override
    public Integer call() {
        return new StatusView(rack.stdio(), System.currentTimeMillis()).print(queue, json);
    }
}
