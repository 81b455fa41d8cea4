package io.dishrack.rack;

import io.dishrack.QueueSalvage;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Displays;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;
import picocli.CommandLine.Option;

/** Whether commands that may take long show how far they are. */
final class ProgressOptions {

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress; without it a bar when it takes long, or a line every 5 s in a log.")
    boolean quiet;

    /** On standard error, beside data that goes to standard output if {@code printing}. */
    Progress display(Stdio stdio, Measure measure, boolean printing) {
        boolean torn = printing && stdio.terminals().out();
        return quiet || torn ? Progress.NONE : Displays.choose(stdio, measure, printing);
    }

    /** What a display hears of a reading. */
    static QueueSalvage.Meter meter(Progress display) {
        return (read, total) -> {
            if (display.isDue()) {
                display.update(read, total, 0);
            }
        };
    }
}
