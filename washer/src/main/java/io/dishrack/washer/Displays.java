package io.dishrack.washer;

import io.dishrack.cli.Stdio;
import io.dishrack.washer.run.Progress;
import io.dishrack.washer.run.ProgressLines;
import io.dishrack.washer.run.ProgressOnTerminal;

/** Chooses how progress is shown. */
public final class Displays {

    private static final int USUAL_COLUMNS = 80;

    private Displays() {}

    /**
     * A bar on a terminal, lines elsewhere, or nothing.
     *
     * @param wanted whether to show anything
     * @param printing whether results go to standard output: on the same terminal a bar would be torn by them
     */
    public static Progress choose(boolean wanted, boolean printing, Stdio stdio) {
        if (!wanted) {
            return Progress.NONE;
        }
        boolean bar = stdio.terminals().err() && !(printing && stdio.terminals().out());
        return bar
                ? new ProgressOnTerminal(stdio.program(), stdio.err(), columns(System.getenv("COLUMNS")))
                : new ProgressLines(stdio::tell);
    }

    static int columns(String variable) {
        boolean sane = variable != null && variable.matches("[1-9][0-9]{1,3}");
        return sane ? Integer.parseInt(variable) : USUAL_COLUMNS;
    }
}
