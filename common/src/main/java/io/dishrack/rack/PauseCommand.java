package io.dishrack.rack;

import io.dishrack.Steering;
import picocli.CommandLine.Command;

/** The command line of {@link SteerView}, for a pause. */
@Command(
        name = "pause",
        description = {
            "Has nothing more handed out, until rack resume.",
            "It holds for every dryer of the queue, also for those that come; what runs goes",
            "on, washers put and join as ever. Without --execute only tells what it would do.",
            ""
        },
        footer = {
            "",
            "Examples: rack pause --execute /tmp/q",
            "          rack resume --execute /tmp/q",
            "",
            "Exit codes: 0 all well, 2 usage, 3 the queue can't be used."
        })
final class PauseCommand extends SteerCommand {

    @Override
    public String action() {
        return "pause";
    }

    @Override
    public SteerView.Gate after(SteerView.Gate before) {
        return new SteerView.Gate(true, before.limit());
    }

    @Override
    public void apply(Steering steering) {
        steering.pause();
    }
}
