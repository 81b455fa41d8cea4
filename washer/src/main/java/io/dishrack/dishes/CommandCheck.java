package io.dishrack.dishes;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.RawArguments;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for the command before anything is started for it: else every dryer would say that it is missing. */
final class CommandCheck {

    private CommandCheck() {}

    /**
     * Checks that a command can be run.
     *
     * @param command a byte string
     * @param searchPath the value of PATH
     */
    static void require(String command, String searchPath) {
        if (command.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "the command is empty; write it behind the --");
        }
        if (command.contains("/")) {
            if (!isProgram(RawArguments.path(command))) {
                throw notFound(command, "; check the path, and that it may be executed");
            }
            return;
        }
        for (String folder : searchPath.split(":")) {
            if (isProgram(Path.of(folder).resolve(RawArguments.path(command).getFileName()))) {
                return;
            }
        }
        throw notFound(command, "; install it, or give its path");
    }

    private static boolean isProgram(Path file) {
        return Files.isExecutable(file) && !Files.isDirectory(file);
    }

    private static CommandException notFound(String command, String wayOut) {
        return new CommandException(
                ExitCode.USAGE, "command not found: command=" + RawArguments.text(command) + wayOut);
    }
}
