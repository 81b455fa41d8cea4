package io.dishrack.dishes;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.RawArguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The commands of a run's stages, as they stand behind {@code --}, in byte strings. */
final class Stages {

    private static final int MAX_DRYERS = 200;

    private final List<List<String>> commands;

    private Stages(List<List<String>> commands) {
        this.commands = commands;
    }

    /** Cuts the words behind {@code --} at each separator that stands as a word of its own. */
    static Stages cut(List<String> words, String separator) {
        List<List<String>> commands = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (String word : words) {
            if (word.equals(separator)) {
                commands.add(command);
                command = new ArrayList<>();
            } else {
                command.add(word);
            }
        }
        commands.add(command);
        return new Stages(commands);
    }

    /** How many there are; one, when no command is given at all. */
    int count() {
        return commands.size();
    }

    /** The command of a stage, from 0; empty when its dryers know themselves what to do. */
    List<String> command(int stage) {
        return commands.get(stage);
    }

    /** Finds out now what every dryer would find out. */
    void requireCommands(String separator, String searchPath) {
        for (List<String> command : commands) {
            if (command.isEmpty()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        commands.size() == 1
                                ? "no command behind the --; write one, or leave the -- out"
                                : "a stage has no command; write one before and behind each "
                                        + RawArguments.text(separator));
            }
            CommandCheck.require(command.get(0), searchPath);
        }
    }

    /**
     * How many dryers each stage has.
     *
     * @param asked one number for all, or one for each; null for the usual
     */
    List<Integer> dryers(List<Integer> asked, int usual) {
        if (asked == null) {
            return Collections.nCopies(commands.size(), usual);
        }
        for (int dryers : asked) {
            if (dryers < 1 || dryers > MAX_DRYERS) {
                throw new CommandException(
                        ExitCode.USAGE, "--dryers out of range: dryers=" + dryers + "; use 1 to " + MAX_DRYERS);
            }
        }
        if (asked.size() != 1 && asked.size() != commands.size()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--dryers has another number of numbers than there are stages: numbers=" + asked.size() + " stages="
                            + commands.size() + "; give one for all, or one for each");
        }
        return asked.size() == commands.size() ? asked : Collections.nCopies(commands.size(), asked.get(0));
    }
}
