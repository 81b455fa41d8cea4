package io.dishrack.rack;

import io.dishrack.cli.DurationConverter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link StopView}. */
@Command(
        name = "stop",
        description = {
            "Asks dryers to go.",
            "They finish what runs, hand back what they have not begun, and end with exit",
            "code 0, as on SIGTERM. Asked through the queue, so no process is mistaken for",
            "another. A frozen one goes when it is continued. Without --execute only tells",
            "which.",
            ""
        },
        footer = {
            "",
            "Examples: rack stop --execute --wait 30s /tmp/q    all of them",
            "          rack stop --execute /tmp/q 4711          this one",
            "",
            "Exit codes: 0 all well, 1 a PID is no living dryer here, 2 usage, 3 the queue",
            "can't be used, 4 some were still there after --wait."
        })
final class StopCommand extends QueueCommand {

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(
            names = "--wait",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Wait so long until they are gone, as in 30s.")
    Duration wait = Duration.ZERO;

    @Option(names = "--json", description = "Print a JSON document a line for each dryer.")
    boolean json;

    @Parameters(index = "1..*", paramLabel = "PID", description = "Which; all dryers of the queue without.")
    List<Long> pids = List.of();

    @Override
    public Integer call() throws InterruptedException {
        return new StopView(rack.stdio(), queue, json).run(pids, execute, wait);
    }
}
