package io.dishrack.rack;

import io.dishrack.ProcessInfo;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExactCommand;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.RawArguments;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a dryer is started that outlives this program and its terminal. */
final class DryerStart {

    private static final String SCRIPTS = "dishrack.scripts";
    private static final String MAIN_CLASS = "io.dishrack.dryer.DryerMain";
    /** How dishes holds its dryers, who would go at once without dishes. */
    private static final String HELD = "--stop-on-eof";

    private final List<String> command;
    private final Path workingFolder;

    private DryerStart(List<String> arguments, Path workingFolder) {
        this.command = new ArrayList<>();
        command.add(script());
        command.addAll(arguments);
        this.workingFolder = workingFolder;
    }

    private static String script() {
        String scripts = System.getProperty(SCRIPTS);
        if (scripts == null) {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "no way to start a dryer: property " + SCRIPTS + " is not set; use scripts/rack");
        }
        return RawArguments.byteString(Path.of(scripts, "dryer"));
    }

    /** With a dryer's arguments as byte strings; the queue's name is put where it belongs. */
    static DryerStart with(List<String> arguments, QueueAddress queue) {
        int dashes = arguments.indexOf("--");
        int options = dashes < 0 ? arguments.size() : dashes;
        List<String> all = new ArrayList<>(arguments.subList(0, options));
        all.add(RawArguments.byteString(queue.folder().toAbsolutePath()));
        all.addAll(arguments.subList(options, arguments.size()));
        return new DryerStart(all, Path.of("").toAbsolutePath());
    }

    /** As the first of these dryers whose command line can be read, and in the same working folder. */
    static DryerStart like(List<ProcessInfo> dryers, QueueAddress queue) {
        for (ProcessInfo dryer : dryers) {
            DryerStart start = like(dryer.pid(), queue.folder());
            if (start != null) {
                return start;
            }
        }
        throw new CommandException(
                ExitCode.USAGE,
                "no dryer whose arguments could be taken: dryers=" + dryers.size() + " queue=" + queue.text()
                        + "; give them after --, as in rack scale QUEUE 4 -- --jobs 2 -- gzip {}");
    }

    /** Null when it is not to be seen here, or the number is another process's by now. */
    private static DryerStart like(long pid, Path queue) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            List<String> line = List.of(RawArguments.byteString(Files.readAllBytes(process.resolve("cmdline")))
                    .split("\0", -1));
            int main = line.indexOf(MAIN_CLASS);
            if (main < 0 || !hasOpen(process, queue.toRealPath())) {
                return null;
            }
            // The text ends with a NUL, so the last part is none.
            List<String> arguments = new ArrayList<>(line.subList(main + 1, line.size() - 1));
            int command = arguments.indexOf("--");
            arguments.subList(0, command < 0 ? arguments.size() : command).removeIf(HELD::equals);
            return new DryerStart(arguments, Files.readSymbolicLink(process.resolve("cwd")));
        } catch (IOException e) {
            return null; // gone, or of another machine or container
        }
    }

    private static boolean hasOpen(Path process, Path queue) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).startsWith(queue)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is run, as byte strings. */
    List<String> command() {
        return command;
    }

    /** The same for people. */
    String text() {
        return RawArguments.text(String.join(" ", command));
    }

    /** Starts one in a session of its own, if the system has setsid(1): no terminal's end concerns it then. */
    Process start(Path log) {
        List<String> line = new ArrayList<>();
        if (hasSetsid()) {
            line.add("setsid");
        }
        line.addAll(ExactCommand.of(command));
        try {
            return new ProcessBuilder(line)
                    .directory(workingFolder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "a dryer can't be started: command=" + text() + " reason=" + e.getMessage()
                            + "; check the script and the folder=" + workingFolder);
        }
    }

    private static boolean hasSetsid() {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, "setsid")));
    }
}
