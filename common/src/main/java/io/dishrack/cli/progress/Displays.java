package io.dishrack.cli.progress;

import io.dishrack.cli.Log;
import io.dishrack.cli.Stdio;

/** Chooses how progress is shown. */
public final class Displays {

    private Displays() {}

    /**
     * A bar on a terminal, lines elsewhere.
     *
     * @param printing whether data goes to standard output meanwhile: on the same terminal a bar would be torn by it
     */
    public static Progress choose(Stdio stdio, Measure measure, boolean printing) {
        Log log = stdio.log();
        return isBar(stdio, printing)
                ? new LateProgress(elapsed -> new ProgressOnTerminal(log, measure, elapsed), System::nanoTime)
                : new ProgressLines(log, measure, System::nanoTime);
    }

    /** Whether {@link #choose} would show a bar. */
    public static boolean isBar(Stdio stdio, boolean printing) {
        Stdio.Terminals terminals = stdio.terminals();
        return terminals.err()
                && !stdio.log().isJson()
                && !(printing && terminals.out())
                && !"dumb".equals(System.getenv("TERM"));
    }
}
