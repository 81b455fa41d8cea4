package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.DurationConverter;
import io.dishrack.cli.ExitCode;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link ScaleView}. */
@Command(
        name = "scale",
        customSynopsis = "rack scale [options] QUEUE N [-- DRYER-OPTION... [-- COMMAND [ARG...]]]",
        description = {
            "Sees to it that N dryers work on a queue.",
            "Too many: asks the youngest to go, as rack stop does. Too few: starts more,",
            "detached from this terminal, each with a log under QUEUE/logs. What follows --",
            "are a dryer's arguments without its QUEUE; without them the new ones are told",
            "and run where and what the youngest living dryer is. Without --execute only",
            "tells what it would do.",
            ""
        },
        footer = {
            "",
            "Examples: rack scale --execute /tmp/q 4                      as those that run",
            "          rack scale --execute /tmp/q 4 -- -j 2 -- gzip {}   as told",
            "          rack scale --execute /tmp/q 0                      none",
            "",
            "Exit codes: 0 all well, 2 usage, or no dryer whose arguments could be taken,",
            "3 the queue can't be used, or a dryer can't be started, 4 not there in time."
        })
final class ScaleCommand extends QueueCommand {

    private static final int MOST = 250;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(
            names = "--wait",
            paramLabel = "D",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "Wait so long until it is so (default: ${DEFAULT-VALUE}; 0 for not at all).")
    Duration wait = Duration.ofSeconds(30);

    @Option(names = "--json", description = "Print a JSON document a line for each dryer that comes or goes.")
    boolean json;

    @Parameters(index = "1", paramLabel = "N", description = "How many dryers, 0 to 250.")
    int wanted;

    @Parameters(index = "2..*", paramLabel = "ARG", hidden = true)
    List<String> arguments = List.of();

    @Override
    public Integer call() throws InterruptedException {
        if (wanted < 0 || wanted > MOST) {
            throw new CommandException(
                    ExitCode.USAGE, "number of dryers out of range: dryers=" + wanted + "; use 0 to " + MOST);
        }
        return new ScaleView(rack.stdio(), queue, json).run(wanted, arguments, execute, wait);
    }
}
