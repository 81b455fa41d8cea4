package io.dishrack.rack;

import io.dishrack.Steering;
import picocli.CommandLine.Command;

/** The command line of {@link SteerView}, for the end of a pause. */
@Command(
        name = "resume",
        description = {
            "Lets items be taken again after rack pause.",
            "Dryers that wait go on at once. Without --execute only tells what it would do.",
            ""
        },
        footer = {
            "",
            "Example: rack resume --execute /tmp/q",
            "",
            "Exit codes: 0 all well, 2 usage, 3 the queue can't be used."
        })
final class ResumeCommand extends SteerCommand {

    @Override
    public String action() {
        return "resume";
    }

    @Override
    public SteerView.Gate after(SteerView.Gate before) {
        return new SteerView.Gate(false, before.limit());
    }

    @Override
    public void apply(Steering steering) {
        steering.resume();
    }
}
