package io.dishrack.rack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link PurgeView}. */
@Command(
        name = "purge",
        description = {
            "Deletes what is kept of finished items.",
            "That is payloads, states and results. Items that are not finished stay as they",
            "are, and so do dead letters, with what is recorded of them. Counts stay as they",
            "were, and numbers never come again. Without --execute only tells how much; works",
            "while others run.",
            ""
        },
        footer = {
            "",
            "Examples: rack purge /tmp/q                     tells how much that would be",
            "          rack purge --execute /tmp/q",
            "          rack purge --dead --execute /tmp/q    dead letters too, for good"
        })
final class PurgeCommand extends QueueCommand {

    @Option(names = "--dead", description = "Dead letters too: they then count as cancelled, and never come back.")
    boolean dead;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(names = "--json", description = "Print a JSON document.")
    boolean json;

    @Override
    public Integer call() {
        return new PurgeView(rack.stdio(), queue).run(dead, execute, json);
    }
}
