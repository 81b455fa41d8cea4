package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import io.dishrack.cli.RawArguments;
import io.dishrack.dryer.handler.HandlerBrokenException;
import io.dishrack.dryer.handler.ItemFailedException;
import io.dishrack.dryer.handler.ItemRejectedException;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** Starts the command for an item, byte for byte, with the item in its environment. */
final class Launcher {

    /** The longest argument that Linux takes: 32 pages with the NUL at its end. */
    static final int MAX_ARGUMENT = 131_071;
    /** Items beyond this are left out of the environment, where they would fill it for every child. */
    static final int MAX_ENVIRONMENT = 65_536;

    private final ArgvTemplate template;
    private final BuilderStarter builder;
    private final SpawnStarter spawner;

    Launcher(ArgvTemplate template) {
        this.template = template;
        boolean ownSession = Terminal.isInForeground();
        this.builder = new BuilderStarter(ownSession);
        this.spawner = new SpawnStarter(LaunchWay.chosen(), ownSession);
    }

    /** An item to be given to a command. */
    record Input(byte[] item, long number, int attempt) {}

    /** A command that was started, and the mark that all its descendants bear. */
    record Started(Process process, String mark) {

        ProcessTree tree() {
            return new ProcessTree(process, mark);
        }

        /** Nothing of it runs on, whatever came between; and a child that has ended is not left unasked, a zombie. */
        void end() {
            if (process.isAlive()) {
                tree().kill();
                process.isAlive();
            }
        }
    }

    /**
     * What is to become of the standard streams.
     *
     * @param in what the command reads
     * @param out takes its output; null for the dryer's own
     * @param err takes its standard error
     */
    record Streams(File in, File out, File err) {}

    /** All that a command is started with; text in byte strings, {@code item} null when the environment can't have it. */
    record Start(List<String> argv, String item, Input input, String mark, Streams streams) {}

    /** Starts it. */
    Started start(Input input, Streams streams) throws ItemRejectedException, ItemFailedException {
        List<String> argv = template.argv(input.item(), input.number());
        check(argv, input);
        Start start = new Start(argv, environmentForm(input.item()), input, RunMark.next(), streams);
        try {
            Process spawned = spawner.start(start);
            return new Started(spawned != null ? spawned : builder.start(start), start.mark());
        } catch (IOException e) {
            throw failure(e, argv.get(0), input);
        }
    }

    private static void check(List<String> argv, Input input) throws ItemRejectedException {
        for (String argument : argv) {
            if (argument.indexOf('\0') >= 0) {
                throw new ItemRejectedException(
                        "item has a NUL byte and can't be an argument: item=" + input.number() + "; use --stdin");
            }
            if (argument.length() > MAX_ARGUMENT) {
                throw new ItemRejectedException("item is too long for an argument: item=" + input.number() + " bytes="
                        + argument.length() + " limit=" + MAX_ARGUMENT + "; use --stdin");
            }
        }
    }

    private static String environmentForm(byte[] item) {
        if (item.length > MAX_ENVIRONMENT) {
            return null;
        }
        String text = RawArguments.byteString(item);
        return text.indexOf('\0') >= 0 ? null : text;
    }

    /** The system's reason stands in the message as {@code error=N}: the errno of fork or exec. */
    private ItemFailedException failure(IOException e, String program, Input input) throws ItemRejectedException {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("error=7,")) {
            throw new ItemRejectedException("item makes the arguments too long: item=" + input.number() + " bytes="
                    + input.item().length + "; use --stdin");
        }
        String problem = CommandLookup.problem(program);
        if (problem != null && !template.programNamesItem()) {
            throw new HandlerBrokenException(problem);
        }
        return new ItemFailedException(problem != null ? problem : "command can't be started: reason=" + reason);
    }
}
