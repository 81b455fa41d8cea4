package io.dishrack.washer.run;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate and remaining time, redrawn in place. */
public final class ProgressOnTerminal implements Progress {

    private static final int REDRAW_MILLIS = 200;

    private final ProgressBar bar;

    /** On a terminal that is that many columns wide. */
    public ProgressOnTerminal(String program, PrintStream terminal, int columns) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(program)
                .setInitialMax(0)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setUnit(" items", 1)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, columns - 1))
                .build();
    }

    @Override
    public void update(long finished, long total, long failed) {
        bar.maxHint(total).stepTo(finished);
        if (failed > 0) {
            bar.setExtraMessage(" failed: " + failed);
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
