package io.dishrack.rack;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of {@link RepairView}. */
@Command(
        name = "repair",
        description = {
            "Mends a damaged queue.",
            "Without --execute only tells what it would do.",
            "",
            "What can be derived is made anew from the messages and the states that are",
            "whole: headers and indexes of the logs, the control file, totals. An item whose",
            "message can't be read becomes a dead letter, and so does one whose state is",
            "lost, unless a recorded result proves how it ended: rack redrive puts those",
            "back that may run again. No item that can be read is lost. Before a file is",
            "changed it is copied to QUEUE/quarantine; what does not belong in the queue is",
            "moved there. Nothing is deleted. No process may have the queue open.",
            ""
        },
        footer = {
            "",
            "Examples: rack repair /tmp/q             tells",
            "          rack repair --execute /tmp/q   does it",
            "",
            "Exit codes: 0 all well, 2 usage, 3 it can't be repaired, or not wholly."
        })
final class RepairCommand extends QueueCommand {

    @Mixin
    ProgressOptions progress;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Override
    public Integer call() {
        return new RepairView(rack.stdio(), progress).print(queue, execute, json);
    }
}
