package io.dishrack.rack;

import io.dishrack.cli.PathConverter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@link MetricsView}. */
@Command(
        name = "metrics",
        description = {
            "Prints the state of a queue as OpenMetrics text.",
            "To be scraped, or for the textfile collector of node-exporter. Changes nothing",
            "in the queue.",
            ""
        },
        footer = {
            "",
            "Examples: rack metrics /tmp/q",
            "          rack metrics --output /var/lib/node_exporter/q.prom /tmp/q"
        })
final class MetricsCommand extends QueueCommand {

    @Option(
            names = "--output",
            paramLabel = "FILE",
            converter = PathConverter.class,
            description = "Write FILE instead, which readers see whole, the old one or the new.")
    Path output;

    @Override
    public Integer call() {
        return new MetricsView(rack.stdio(), System.currentTimeMillis()).print(queue, output);
    }
}
