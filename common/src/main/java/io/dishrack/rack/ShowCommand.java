package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.VersionProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command line of {@link ShowView}. */
@Command(
        name = "show",
        description = "All about some items, payload included.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Examples: rack show /tmp/q 17", "          rack show --raw /tmp/q 17 > payload"})
final class ShowCommand implements Callable<Integer> {

    @ParentCommand
    RackCommand rack;

    @Option(names = "--json", description = "Print a JSON document a line.")
    boolean json;

    @Option(names = "--raw", description = "Print the payload only, exactly its bytes.")
    boolean raw;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "A folder.", converter = QueueAddress.Converter.class)
    QueueAddress queue;

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
