package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link ShowView}. */
@Command(
        name = "show",
        description = "All about some items, payload included.",
        footer = {"", "Examples: rack show /tmp/q 17", "          rack show --raw /tmp/q 17 > payload"})
final class ShowCommand extends QueueCommand {

    @Option(names = "--json", description = "Print a JSON document a line.")
    boolean json;

    @Option(names = "--raw", description = "Print the payload only, exactly its bytes.")
    boolean raw;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "N", description = "Numbers of items, from 1.")
    List<Long> numbers;

    @Override
    public Integer call() {
        if (json && raw) {
            throw new CommandException(ExitCode.USAGE, "--json and --raw exclude each other; leave one out");
        }
        return new ShowView(rack.stdio()).print(queue, numbers, json, raw);
    }
}
