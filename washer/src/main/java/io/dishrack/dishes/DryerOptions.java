package io.dishrack.dishes;

import io.dishrack.Durability;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.DurationConverter;
import io.dishrack.cli.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What dishes passes on to its dryers, under the names that dryer has for it. */
final class DryerOptions {

    @Option(names = "--shell", paramLabel = "TEXT", description = "Run TEXT by a shell, the item as \"$1\".")
    String shell;

    @Option(names = "--handler", paramLabel = "NAME", description = "Run a Java handler, built in or a class.")
    String handler;

    @Option(names = "--classpath", paramLabel = "PATH", description = "Where to find the handler's classes.")
    String classpath;

    @Option(names = "--stdin", description = "Give the item to COMMAND on standard input.")
    boolean stdin;

    @Option(names = "--coprocess", description = "Start COMMAND once per worker; it answers a line for each line.")
    boolean coprocess;

    @Option(names = "--jobs", paramLabel = "N", description = "Workers in each dryer.")
    Integer jobs;

    @Option(names = "--batch", paramLabel = "N", description = "Items a worker claims at once.")
    Integer batch;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Stop the work on an item that takes longer than D.")
    Duration timeout;

    @Option(names = "--max-attempts", paramLabel = "N", description = "Attempts before an item has failed for good.")
    Integer maxAttempts;

    @Option(
            names = "--reject-exit",
            paramLabel = "CODE",
            description = "Exit codes, as in 65,100, that reject the item: it has failed for good at once.")
    String rejectExit;

    @Option(
            names = "--retry-delay",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Wait before a failed item is tried again, longer each time.")
    Duration retryDelay;

    /** Whether the dryers are told what to do, by these options alone. */
    boolean sayWhatToDo() {
        return shell != null || handler != null;
    }

    /** The options for a dryer's command line, as byte strings; its dones are as durable as the puts. */
    List<String> arguments(Durability durability) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--durability", durability == Durability.PROCESS ? null : durability.label());
        add(arguments, "--shell", shell);
        add(arguments, "--handler", handler);
        add(arguments, "--classpath", classpath);
        add(arguments, "--stdin", stdin);
        add(arguments, "--coprocess", coprocess);
        add(arguments, "--jobs", atLeastOne("--jobs", jobs));
        add(arguments, "--batch", atLeastOne("--batch", batch));
        add(arguments, "--timeout", millis(timeout));
        add(arguments, "--max-attempts", atLeastOne("--max-attempts", maxAttempts));
        add(arguments, "--reject-exit", rejectExit);
        add(arguments, "--retry-delay", millis(retryDelay));
        return arguments;
    }

    private static void add(List<String> arguments, String name, Object value) {
        if (value != null) {
            arguments.add(name + "=" + value);
        }
    }

    private static void add(List<String> arguments, String name, boolean wanted) {
        if (wanted) {
            arguments.add(name);
        }
    }

    private static String millis(Duration duration) {
        return duration == null ? null : duration.toMillis() + "ms";
    }

    private static Integer atLeastOne(String name, Integer value) {
        if (value != null && value < 1) {
            throw new CommandException(ExitCode.USAGE, name + " out of range: value=" + value + "; use 1 or more");
        }
        return value;
    }
}
