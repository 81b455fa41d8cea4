package io.dishrack.dryer;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.Stdio;
import io.dishrack.dryer.coprocess.CoprocessWorkload;
import io.dishrack.dryer.exec.ArgvTemplate;
import io.dishrack.dryer.exec.CommandHandler;
import io.dishrack.dryer.exec.CommandLookup;
import io.dishrack.dryer.exec.Warden;
import io.dishrack.dryer.handler.Handlers;
import io.dishrack.dryer.handler.TaskHandler;
import io.dishrack.dryer.run.HandlerWorkload;
import io.dishrack.dryer.run.LineOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what is done with an item. */
final class WorkOptions {

    @Option(names = "--stdin", description = "Give the item to COMMAND on standard input.")
    private boolean stdin;

    @Option(
            names = "--shell",
            paramLabel = "TEXT",
            description = "Run /bin/sh with TEXT; the item is \"$1\", never part of the text.")
    private String shell;

    @Option(
            names = "--coprocess",
            description = "Start COMMAND once per worker: it reads an item a line and writes a line for each.")
    private boolean coprocess;

    @Option(
            names = {"-0", "--null"},
            description = "Lines of a coprocess end with a NUL byte, both ways.")
    private boolean nul;

    @Option(
            names = "--handler",
            paramLabel = "NAME",
            description = "Java handler: print, list-files, call, another registered one, or a class.")
    private String handler;

    @Option(names = "--classpath", paramLabel = "PATH", description = "Where to find the handler: jars and folders.")
    private String classPath;

    @Option(
            names = "--reject-exit",
            paramLabel = "CODE",
            split = ",",
            description = "Exit codes of COMMAND, as in 65,100, that reject the item: a dead letter at once, no retry.")
    private List<Integer> rejectCodes = List.of();

    /** What most kinds of work need. */
    private record Setting(Work work, LineOutput stdout, Stdio stdio, HandlerWorkload.Clock clock) {}

    /**
     * Makes ready for that work; finds out now what would fail with every item.
     *
     * @param command what stands after {@code --}, in byte strings
     * @param timeout for an item, or null
     */
    Work open(CommandLine line, List<String> command, Stdio stdio, Duration timeout) {
        check(line, command);
        Work work = new Work();
        LineOutput stdout = new LineOutput(stdio.out());
        Setting setting = new Setting(work, stdout, stdio, new HandlerWorkload.Clock(timeout, timer(work, timeout)));
        if (coprocess) {
            openCoprocess(command, setting);
        } else if (shell != null || !command.isEmpty()) {
            openCommand(command, setting);
        } else {
            openHandler(line, setting);
        }
        return work;
    }

    private void check(CommandLine line, List<String> command) {
        boolean runs = shell != null || !command.isEmpty();
        require(line, shell == null || command.isEmpty(), "--shell and COMMAND exclude each other; choose one");
        require(line, handler == null || !runs, "--handler excludes COMMAND and --shell; choose one");
        require(line, !stdin || runs, "--stdin needs a COMMAND; name one after --");
        require(line, !coprocess || runs, "--coprocess needs a COMMAND; name one after --");
        require(line, !coprocess || !stdin, "--stdin and --coprocess exclude each other; choose one");
        require(line, !nul || coprocess, "--null is for a --coprocess; add it, or leave --null out");
        require(line, classPath == null || handler != null, "--classpath needs a --handler; name a class of it");
        require(
                line,
                rejectCodes.isEmpty() || runs && !coprocess,
                "--reject-exit needs a COMMAND that runs for each item; name one after --");
        boolean inRange = rejectCodes.stream().allMatch(code -> code >= 1 && code <= 255);
        require(line, inRange, "--reject-exit out of range: --reject-exit=" + rejectCodes + "; use 1 to 255");
        boolean item = coprocess && command.stream().anyMatch(argument -> argument.contains("{}"));
        require(line, !item, "{} has no meaning with --coprocess, which reads items as lines; leave it out");
    }

    private static void require(CommandLine line, boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(line, message);
        }
    }

    private void openHandler(CommandLine line, Setting setting) {
        Supplier<TaskHandler> maker;
        try {
            String path = classPath == null ? null : RawArguments.text(classPath);
            maker = new Handlers(path).find(handler == null ? "print" : RawArguments.text(handler));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, e.getMessage());
        }
        setting.work()
                .factory((worker, control, settler) ->
                        new HandlerWorkload(maker.get(), setting.stdout(), setting.clock(), control, settler));
    }

    private void openCommand(List<String> command, Setting setting) {
        ArgvTemplate template =
                shell != null ? ArgvTemplate.shell(shell, !stdin) : ArgvTemplate.command(command, !stdin);
        if (!template.programNamesItem()) {
            requireProgram(template.program());
        }
        CommandHandler.Settings settings = new CommandHandler.Settings(template, stdin, Set.copyOf(rejectCodes));
        Path folder = folderFor(setting.work());
        setting.work().factory((worker, control, settler) -> {
            CommandHandler runner = new CommandHandler(
                    settings, folder, worker, setting.stdio().log().foreign());
            return new HandlerWorkload(runner, setting.stdout(), setting.clock(), control, settler);
        });
    }

    private void openCoprocess(List<String> command, Setting setting) {
        List<String> argv = shell == null ? command : List.of("/bin/sh", "-c", shell, "sh");
        requireProgram(argv.get(0));
        folderFor(setting.work());
        HandlerWorkload.Clock clock = setting.clock();
        CoprocessWorkload.Settings settings =
                new CoprocessWorkload.Settings(argv, (byte) (nul ? 0 : '\n'), clock.timeout(), clock.timer());
        setting.work()
                .factory((worker, control, settler) ->
                        new CoprocessWorkload(settings, setting.stdout(), control, settler));
    }

    private static void requireProgram(String program) {
        String problem = CommandLookup.problem(program);
        if (problem != null) {
            throw new CommandException(ExitCode.USAGE, problem);
        }
    }

    /** A folder for temporary files, and a warden that deletes it. */
    private static Path folderFor(Work work) {
        try {
            Path folder = Files.createTempDirectory("dishrack-dryer-"); // for its owner only
            Warden warden = Warden.start(folder);
            work.onClose(warden::close);
            return folder;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "no folder for temporary files: reason=" + e.getMessage() + "; set java.io.tmpdir to another one");
        }
    }

    private static ScheduledThreadPoolExecutor timer(Work work, Duration timeout) {
        if (timeout == null) {
            return null;
        }
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dryer-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        work.onClose(timer::shutdownNow);
        return timer;
    }
}
