package io.dishrack.rack;

import io.dishrack.ItemState;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link ListView}. */
@Command(
        name = "list",
        description = "The items of a queue, in the order they were put.",
        footer = {"", "Example: rack list --state dead --limit 20 /tmp/q"})
final class ListCommand extends QueueCommand {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = States.class,
            description = "Only items in these states: ready, taken, delayed, done, dead, cancelled.")
    Set<ItemState> states = Set.of();

    @Option(names = "--limit", paramLabel = "N", description = "At most N items.")
    long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print a JSON document a line.")
    boolean json;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new CommandException(ExitCode.USAGE, "--limit out of range: limit=" + limit + "; use 0 or more");
        }
        return new ListView(rack.stdio()).print(queue, states, limit, json);
    }
}
