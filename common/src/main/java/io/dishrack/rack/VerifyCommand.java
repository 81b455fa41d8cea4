package io.dishrack.rack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of {@link VerifyView}. */
@Command(
        name = "verify",
        description = {
            "Reads every file of a queue and tells what is damaged, a line each.",
            "Changes nothing. Works beside running processes, and says then what can't",
            "be judged. Exit code 0 when all is sound, 3 when something is damaged.",
            ""
        },
        footer = {"", "Example: rack verify /tmp/q"})
final class VerifyCommand extends QueueCommand {

    @Mixin
    ProgressOptions progress;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Override
    public Integer call() {
        return new VerifyView(rack.stdio(), progress).print(queue, json);
    }
}
