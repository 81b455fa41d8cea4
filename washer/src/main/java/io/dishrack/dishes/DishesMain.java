package io.dishrack.dishes;

import io.dishrack.Dishrack;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.Stdio;
import java.util.Arrays;
import java.util.List;

/** Puts items, has them worked off by several dryers, and waits for the end: {@code dishes --help}. */
public final class DishesMain {

    private DishesMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Dishrack.warmUp();
        System.exit(run(Stdio.ofProcess("dishes"), RawArguments.of(args), System.getProperty("dishrack.scripts")));
    }

    /** Runs with byte strings; what follows the first {@code --} is the command for the dryers. */
    static int run(Stdio stdio, String[] args, String scripts) {
        List<String> all = Arrays.asList(args);
        int dashes = all.indexOf("--");
        List<String> own = dashes < 0 ? all : all.subList(0, dashes);
        List<String> work = dashes < 0 ? List.of() : all.subList(dashes + 1, all.size());
        return CommandRunner.runExact(
                stdio, new DishesCommand(stdio, work, dashes >= 0, scripts), own.toArray(String[]::new));
    }
}
