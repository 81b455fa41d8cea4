package io.dishrack.rack;

import picocli.CommandLine.Option;

/** What the command lines of {@link SteerView} share. */
abstract class SteerCommand extends QueueCommand implements SteerView.Change {

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Override
    public Integer call() {
        return new SteerView(rack.stdio(), queue, json).run(this, execute);
    }
}
