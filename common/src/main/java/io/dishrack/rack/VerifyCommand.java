package io.dishrack.rack;

import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command line of {@link VerifyView}. */
@Command(
        name = "verify",
        description = {
            "Reads every file of a queue and tells what is damaged, a line each.",
            "Changes nothing. Works beside running processes, and says then what can't",
            "be judged. Exit code 0 when all is sound, 3 when something is damaged.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {"", "Example: rack verify /tmp/q"})
final class VerifyCommand implements Callable<Integer> {

    @ParentCommand
    RackCommand rack;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Parameters(paramLabel = "QUEUE", description = "A folder.", converter = QueueAddress.Converter.class)
    QueueAddress queue;

    @Override
    public Integer call() {
        return new VerifyView(rack.stdio()).print(queue, json);
    }
}
