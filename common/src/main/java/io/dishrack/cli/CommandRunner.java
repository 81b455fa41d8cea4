package io.dishrack.cli;

import io.dishrack.DishrackException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a picocli command as a program: parses, turns whatever goes wrong into one line on standard error and an exit
 * code, and prints help and version. Set {@code DISHRACK_DEBUG=1} for stack traces.
 */
public final class CommandRunner {

    /** How a shell shows a program that ended by SIGPIPE: the reader of its output has gone. */
    public static final int BROKEN_PIPE = 141;

    /** Prints what bash and zsh need to complete the command's options. */
    public static final String COMPLETION = "--completion";

    /** Prints the command's page for {@code man -l -}. */
    public static final String MANUAL = "--man";

    private final Stdio stdio;
    private final boolean debug;

    private CommandRunner(Stdio stdio) {
        this.stdio = stdio;
        this.debug = "1".equals(System.getenv("DISHRACK_DEBUG"));
    }

    /**
     * Runs a command with the arguments of main.
     *
     * @param command annotated with {@link CommandLine.Command}; it or its subcommands are {@code Callable<Integer>}
     * @return the exit code
     */
    public static int run(Stdio stdio, Callable<Integer> command, String[] args) {
        return runExact(stdio, command, RawArguments.of(args));
    }

    /** Runs a command with arguments given as byte strings; see {@link RawArguments}. */
    public static int runExact(Stdio stdio, Callable<Integer> command, String[] byteStrings) {
        return new CommandRunner(stdio).execute(command, byteStrings);
    }

    private int execute(Callable<Integer> command, String[] byteStrings) {
        CommandLine line = new CommandLine(command)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(80)
                .setErr(new PrintWriter(stdio.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(stdio.colour() ? Ansi.ON : Ansi.OFF));
        addSubcommands(line, command, byteStrings);
        WholeNumbers.register(line);
        try {
            int code = isPage(byteStrings) ? printPage(line, byteStrings[0]) : parseAndCall(line, byteStrings);
            stdio.out().flush();
            return code;
        } catch (ParameterException e) {
            return usage(e);
        } catch (StandardOutputException e) {
            return e.readerHasGone() ? BROKEN_PIPE : failed(e, ExitCode.UNUSABLE, e.getMessage());
        } catch (Exception | StackOverflowError | OutOfMemoryError | InternalError e) {
            return failed(e);
        }
    }

    /** The one that is called, or, for help and for a word that is none, all of them. */
    private static void addSubcommands(CommandLine line, Callable<Integer> command, String[] arguments) {
        if (!(command instanceof Subcommands parent)) {
            return;
        }
        Map<String, Supplier<Callable<Integer>>> all = parent.subcommands();
        for (String argument : arguments) {
            if (all.containsKey(argument)) {
                line.addSubcommand(argument, all.get(argument).get());
                return;
            }
            if (!argument.startsWith("-")) {
                break;
            }
        }
        all.forEach((name, maker) -> line.addSubcommand(name, maker.get()));
    }

    private static boolean isPage(String[] arguments) {
        return arguments.length == 1 && (arguments[0].equals(COMPLETION) || arguments[0].equals(MANUAL));
    }

    /** What is for the shell and for man, not for people: no option of its own in each command's help. */
    private int printPage(CommandLine line, String which) throws Exception {
        String page = which.equals(MANUAL)
                ? ManualPage.of(line, new VersionProvider().getVersion()[0])
                : AutoComplete.bash(line.getCommandName(), line);
        stdio.out().write(page.getBytes(StandardCharsets.UTF_8));
        return ExitCode.OK;
    }

    private int parseAndCall(CommandLine line, String[] byteStrings) throws Exception {
        ParseResult parsed = line.parseArgs(byteStrings);
        while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            parsed = parsed.subcommand();
        }
        CommandLine called = parsed.commandSpec().commandLine();
        if (parsed.isUsageHelpRequested()) {
            stdio.out().write(RawArguments.bytes(called.getUsageMessage(line.getColorScheme())));
            return ExitCode.OK;
        }
        if (parsed.isVersionHelpRequested()) {
            for (String text : called.getCommandSpec().version()) {
                stdio.out().write(RawArguments.bytes(stdio.program() + " (Dishrack) " + text + "\n"));
            }
            return ExitCode.OK;
        }
        return (Integer) ((Callable<?>) called.getCommandSpec().userObject()).call();
    }

    private static boolean isUnknownCommand(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                && !e.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.getUnmatched().get(0).startsWith("-");
    }

    private static String unknownCommand(ParameterException e) {
        return "no such command: command="
                + ((UnmatchedArgumentException) e).getUnmatched().get(0);
    }

    /** Of options and of commands. */
    private static List<String> likely(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    }

    private int usage(ParameterException e) {
        String program = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = RawArguments.text(oneLine(isUnknownCommand(e) ? unknownCommand(e) : e.getMessage()));
        List<String> likely = likely(e);
        String hint = likely.isEmpty() ? "" : "; did you mean " + String.join(" or ", likely) + "?";
        stdio.tell(lowerFirst(message) + hint + " (" + program + " --help tells more)");
        trace(e);
        return ExitCode.USAGE;
    }

    private int failed(Throwable e) {
        if (e instanceof CommandException c) {
            return failed(e, c.exitCode(), e.getMessage());
        }
        if (e instanceof DishrackException d) {
            return failed(e, exitCode(d), e.getMessage());
        }
        if (e instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof OutOfMemoryError) {
            String advice = "; raise the heap with DISHRACK_JAVA_OPTS=-Xmx2g";
            return failed(e, ExitCode.UNUSABLE, "out of memory: reason=" + e.getMessage() + advice);
        }
        if (e instanceof InternalError) {
            return failed(
                    e,
                    ExitCode.UNUSABLE,
                    "a file was cut while it was in use, or its disk fails: reason=" + e.getMessage()
                            + "; see rack verify");
        }
        return failed(e, ExitCode.UNUSABLE, "unexpected error: reason=" + e + "; DISHRACK_DEBUG=1 shows where");
    }

    private int failed(Throwable e, int exitCode, String message) {
        stdio.tell(Event.of("error", oneLine(message)).with("exit_code", exitCode));
        trace(e);
        return exitCode;
    }

    /** What a library error means to a script. */
    public static int exitCode(DishrackException e) {
        return e.category() == DishrackException.Category.CLOSED ? ExitCode.CLOSED : ExitCode.UNUSABLE;
    }

    private void trace(Throwable e) {
        if (debug) {
            e.printStackTrace(stdio.err());
        }
    }

    private static String oneLine(String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String lowerFirst(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
