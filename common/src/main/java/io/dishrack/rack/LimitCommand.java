package io.dishrack.rack;

import io.dishrack.Steering;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command line of {@link SteerView}, for a limit. */
@Command(
        name = "limit",
        description = {
            "Lets at most N items run at once, over all dryers.",
            "none takes the limit away, and without N it is printed. What runs already goes on,",
            "and counts. A limit holds until another one is set, by this command or by a dryer",
            "that starts with --limit, also when no process is alive. Without --execute only",
            "tells what it would do.",
            ""
        },
        footer = {
            "",
            "Examples: rack limit /tmp/q                      3, or none",
            "          rack limit --execute /tmp/q 3",
            "          rack limit --execute /tmp/q none",
            "",
            "Exit codes: 0 all well, 2 usage, 3 the queue can't be used."
        })
final class LimitCommand extends SteerCommand {

    private static final String NONE = "none";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "N",
            description = "How many, 1 to " + Steering.MAX_LIMIT + ", or none.")
    String wanted;

    private int limit;

    @Override
    public Integer call() {
        if (wanted == null && !execute) {
            return new SteerView(rack.stdio(), queue, json).showLimit();
        }
        limit = parse();
        return super.call();
    }

    private int parse() {
        if (NONE.equals(wanted)) {
            return 0;
        }
        if (wanted != null && wanted.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(wanted);
            if (number >= 1 && number <= Steering.MAX_LIMIT) {
                return number;
            }
        }
        throw new CommandException(
                ExitCode.USAGE,
                "not a limit: limit=" + (wanted == null ? "" : wanted) + "; use 1 to " + Steering.MAX_LIMIT
                        + ", or none");
    }

    @Override
    public String action() {
        return "limit";
    }

    @Override
    public SteerView.Gate after(SteerView.Gate before) {
        return new SteerView.Gate(before.paused(), limit);
    }

    @Override
    public void apply(Steering steering) {
        steering.limit(limit);
    }
}
