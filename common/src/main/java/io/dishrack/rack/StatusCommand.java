package io.dishrack.rack;

import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command line of {@link StatusView}. */
@Command(
        name = "status",
        description = "Counts, processes and disk use of a queue.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Example: rack status /tmp/q"})
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    RackCommand rack;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Parameters(paramLabel = "QUEUE", description = "A folder.", converter = QueueAddress.Converter.class)
    QueueAddress queue;

    @Override
    public Integer call() {
        return new StatusView(rack.stdio(), System.currentTimeMillis()).print(queue, json);
    }
}
