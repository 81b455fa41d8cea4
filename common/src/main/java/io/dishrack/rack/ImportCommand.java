package io.dishrack.rack;

import io.dishrack.ItemState;
import io.dishrack.cli.PathConverter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@link ImportView}. */
@Command(
        name = "import",
        description = {
            "Puts the items of an export into a queue.",
            "The queue is made if it is missing. They are new items, with new numbers, in the",
            "order of the lines, with their keys and payloads. By default those that were not",
            "finished. Without --execute only reads them and tells how many there are. Waits",
            "where the queue is bounded and full. Interrupted it leaves what was put so far.",
            ""
        },
        footer = {
            "",
            "Examples: rack export /tmp/damaged | rack import --execute /tmp/new",
            "          rack import --state dead --execute /tmp/new items.jsonl",
            "",
            "Exit codes: 0 all well, 1 the payload of a chosen item could not be read by the",
            "export, 2 usage, or a line is none of an export, 3 the queue can't be used, 5 it",
            "is closed."
        })
final class ImportCommand extends QueueCommand {

    @Mixin
    ProgressOptions progress;

    @Option(names = "--execute", description = "Do it.")
    boolean execute;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = States.class,
            description = "Only items that were in these states (default: ready, taken, delayed, unknown).")
    Set<ItemState> states = EnumSet.of(ItemState.READY, ItemState.TAKEN, ItemState.DELAYED);

    @Option(names = "--json", description = "Print one JSON document.")
    boolean json;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            converter = PathConverter.class,
            description = "JSON Lines as rack export writes them; standard input without.")
    Path file;

    @Override
    public Integer call() throws Exception {
        return new ImportView(rack.stdio(), queue, new ImportView.Choice(states, execute, json), progress).run(file);
    }
}
