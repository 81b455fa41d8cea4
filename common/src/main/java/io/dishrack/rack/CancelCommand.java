package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.RawArguments;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link CancelView}. */
@Command(
        name = "cancel",
        description = {
            "Cancels items that are not finished.",
            "They are not handed out (again), and join does not wait for them. Of an item that",
            "runs its dryer is asked to end it; should it be done before that, it is done.",
            "Without --execute only tells which. Works while dryers run and with none alive.",
            ""
        },
        footer = {
            "",
            "Examples: rack cancel --waiting --execute /tmp/q      all that wait; what runs goes on",
            "          rack cancel --key invoice-7 --execute /tmp/q",
            "          rack cancel --execute /tmp/q 17 20",
            "",
            "Exit codes: 0 all well, 1 an item named is finished, 2 usage, 3 the queue can't",
            "be used."
        })
final class CancelCommand extends QueueCommand {

    @Option(names = "--waiting", description = "Every item that waits, also for its time or behind its key.")
    boolean waiting;

    @Option(names = "--key", paramLabel = "KEY", description = "Every item of that key that is not finished.")
    String key;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(names = "--json", description = "Print a JSON document a line; one document with --waiting.")
    boolean json;

    @Parameters(index = "1..*", paramLabel = "N", description = "Numbers of items.")
    List<Long> numbers = List.of();

    @Override
    public Integer call() {
        int ways = (waiting ? 1 : 0) + (key == null ? 0 : 1) + (numbers.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    (ways == 0 ? "nothing to cancel was named" : "what to cancel was named twice")
                            + "; give numbers, or --key, or --waiting");
        }
        CancelView view = new CancelView(rack.stdio(), queue, json, execute);
        if (waiting) {
            return view.waiting();
        }
        return key == null ? view.numbers(numbers) : view.ofKey(text(key));
    }

    private static String text(String byteString) {
        String text = Human.utf8(RawArguments.bytes(byteString));
        if (text == null || text.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "not a key: key=" + RawArguments.text(byteString) + "; keys are UTF-8, and at least a character");
        }
        return text;
    }
}
