package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.DurationConverter;
import io.dishrack.cli.ExitCode;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link StatusView}. */
@Command(
        name = "status",
        description = {
            "Counts, rates, processes and disk use of a queue.",
            "Rates are those of the last ten seconds; a process is frozen when it showed no",
            "sign of life for its lease.",
            ""
        },
        footer = {
            "",
            "Examples: rack status /tmp/q",
            "          rack status --watch /tmp/q",
            "          rack status --watch --interval 10s /tmp/q >> log"
        })
final class StatusCommand extends QueueCommand {

    private static final Duration LEAST = Duration.ofMillis(50);

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Option(names = "--watch", description = "Go on: a page on a terminal, q ends it; else a line each time.")
    boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "D",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description = "Time between two looks of --watch (default: ${DEFAULT-VALUE}).")
    Duration interval = Duration.ofSeconds(1);

    @Override
    public Integer call() throws InterruptedException {
        if (interval.compareTo(LEAST) < 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--interval out of range: interval=" + interval.toMillis() + "ms; use 50ms or more");
        }
        if (watch) {
            return new WatchView(rack.stdio(), queue, interval).run(json);
        }
        return new StatusView(rack.stdio(), System.currentTimeMillis()).print(queue, json);
    }
}
