package io.dishrack.cli.progress;

import io.dishrack.cli.Log;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate and remaining time, redrawn in place by a thread of its library. */
final class ProgressOnTerminal implements Progress {

    private static final int REDRAW_MILLIS = 250;
    private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

    private final ProgressBar bar;
    private long nextLook = System.nanoTime();

    /**
     * Of a work that has been going on for a while.
     *
     * @param elapsed since it began
     */
    ProgressOnTerminal(Log log, Measure measure, Duration elapsed) {
        String unit = measure.unit().isEmpty() ? "" : " " + measure.unit();
        this.bar = new ProgressBarBuilder()
                .setTaskName(log.program())
                .setInitialMax(0)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .continuousUpdate()
                .setUnit(unit, measure.size())
                .showSpeed(new java.text.DecimalFormat("#,##0"))
                .setEtaFunction(state -> Eta.of(state.getCurrent(), state.getMax(), state.getTotalElapsed()))
                .setConsumer(new Row(log))
                .startsFrom(0, elapsed)
                .build();
    }

    /** Where the library puts the bar. */
    private static final class Row implements ProgressBarConsumer {

        private final Log log;
        private final TerminalWidth width = new TerminalWidth();

        Row(Log log) {
            this.log = log;
        }

        @Override
        public int getMaxRenderedLength() {
            return width.columns() - 3; // room for the ^C that a terminal may echo
        }

        @Override
        public void accept(String row) {
            log.draw(row, width.columns());
        }

        @Override
        public void clear() {
            log.erase();
        }

        @Override
        public void close() {
            log.erase();
        }
    }

    @Override
    public boolean isDue() {
        return System.nanoTime() - nextLook >= 0;
    }

    @Override
    public void update(long finished, long total, long failed) {
        nextLook = System.nanoTime() + LOOK_NANOS;
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
