package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import io.dishrack.cli.RawArguments;
import io.dishrack.dryer.handler.HandlerBrokenException;
import io.dishrack.dryer.handler.ItemFailedException;
import io.dishrack.dryer.handler.ItemRejectedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the command for an item, byte for byte, with the item in its environment and nothing on its standard input. */
final class Launcher {

    /** The longest argument that Linux takes: 32 pages with the NUL at its end. */
    static final int MAX_ARGUMENT = 131_071;
    /** Items beyond this are left out of the environment, where they would fill it for every child. */
    static final int MAX_ENVIRONMENT = 65_536;

    private static final File NOTHING = new File("/dev/null");
    private static final String ITEM = "DISHRACK_ITEM";

    private final ArgvTemplate template;
    private final List<String> prefix;

    Launcher(ArgvTemplate template) {
        LaunchMechanism.choose();
        this.template = template;
        this.prefix = Terminal.isInForeground() && Files.isExecutable(Path.of(Terminal.SETSID))
                ? List.of(Terminal.SETSID)
                : List.of();
    }

    /** An item to be given to a command. */
    record Input(byte[] item, long number, int attempt) {}

    /** A command that was started, and the mark that all its descendants bear. */
    record Started(Process process, String mark) {

        ProcessTree tree() {
            return new ProcessTree(process, mark);
        }
    }

    /** What is to become of the standard streams; set what differs from the defaults. */
    interface Streams {
        void redirect(ProcessBuilder builder);
    }

    /** Starts it; standard input is empty unless {@code streams} say otherwise. */
    Started start(Input input, Streams streams) throws ItemRejectedException, ItemFailedException {
        List<String> argv = new ArrayList<>(prefix);
        argv.addAll(template.argv(input.item(), input.number()));
        check(argv, input);
        ProcessBuilder builder = builder(argv, input).redirectInput(NOTHING);
        String mark = RunMark.next();
        Map<String, String> environment = builder.environment();
        environment.put("DISHRACK_NUMBER", Long.toString(input.number()));
        environment.put("DISHRACK_ATTEMPT", Integer.toString(input.attempt()));
        environment.put(RunMark.VARIABLE, mark);
        streams.redirect(builder);
        try {
            return new Started(builder.start(), mark);
        } catch (IOException e) {
            throw failure(e, argv.get(prefix.size()), input);
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

    private static ProcessBuilder builder(List<String> argv, Input input) {
        String item = environmentForm(input.item());
        String plainItem = item == null ? null : NativeText.of(item);
        List<String> plain = NativeText.of(argv);
        boolean direct = plain != null && (item == null || plainItem != null);
        ProcessBuilder builder = new ProcessBuilder(direct ? plain : ShellDecoder.wrapped(argv, item));
        if (direct && item != null) {
            builder.environment().put(ITEM, plainItem);
        } else {
            builder.environment().remove(ITEM);
        }
        return builder;
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
