package io.dishrack.rack;

import io.dishrack.ItemState;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link ResultsView}. */
@Command(
        name = "results",
        description = {
            "Tells how items ended, in the order in which they did.",
            "Each dead letter, also of killed dryers, and each item done whose result was",
            "asked for (washer --results). Changes nothing.",
            ""
        },
        footer = {
            "",
            "Examples: rack results /tmp/q",
            "          rack results --output /tmp/q 17 > output",
            "          rack results --follow --state dead --json /tmp/q |",
            "              while read -r line; do notify-send \"$line\"; done"
        })
final class ResultsCommand extends QueueCommand {

    @Option(names = "--follow", description = "Go on with those to come, until interrupted.")
    boolean follow;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = States.class,
            description = "Only items that ended so: done, dead.")
    Set<ItemState> states = Set.of();

    @Option(names = "--json", description = "Print a JSON document a line.")
    boolean json;

    @Option(names = "--output", description = "Print the outputs only, exactly their bytes.")
    boolean output;

    @Parameters(index = "1..*", paramLabel = "N", description = "Only these items.")
    List<Long> numbers = List.of();

    @Override
    public Integer call() throws InterruptedException {
        if (json && output) {
            throw new CommandException(ExitCode.USAGE, "--json and --output exclude each other; leave one out");
        }
        if (!Set.of(ItemState.DONE, ItemState.DEAD).containsAll(states)) {
            throw new CommandException(ExitCode.USAGE, "no result has this state: --state; use done or dead");
        }
        ResultsView.Form form =
                json ? ResultsView.Form.JSON : output ? ResultsView.Form.OUTPUT : ResultsView.Form.TABLE;
        return new ResultsView(rack.stdio(), form).print(queue, new ResultsView.Choice(states, numbers, follow));
    }
}
