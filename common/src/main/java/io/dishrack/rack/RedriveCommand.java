package io.dishrack.rack;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link RedriveView}. */
@Command(
        name = "redrive",
        description = {
            "Puts dead letters back into the queue.",
            "They are ready again, with all their attempts. Without --execute only tells",
            "which. Works while dryers run and with none alive, also on a queue that was shut",
            "down, but not at once (exit 5: reopen it first)."
        },
        footer = {
            "",
            "Examples: rack redrive /tmp/q                    tells which there are",
            "          rack redrive --execute /tmp/q          all of them",
            "          rack redrive --execute /tmp/q 17 20    these",
            "",
            "Exit codes: 0 all well, 1 an item named is no dead letter, 2 usage, 3 the queue",
            "can't be used, 5 it was shut down at once."
        })
final class RedriveCommand extends QueueCommand {

    @Mixin
    ProgressOptions progress;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(names = "--json", description = "Print a JSON document a line.")
    boolean json;

    @Parameters(index = "1..*", paramLabel = "N", description = "Numbers of items; all dead letters without.")
    List<Long> numbers = List.of();

    @Override
    public Integer call() {
        return new RedriveView(rack.stdio(), queue, json, progress).run(numbers, execute);
    }
}
