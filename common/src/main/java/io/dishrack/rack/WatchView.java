package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Signals;
import io.dishrack.cli.Stdio;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code rack status --watch}: a page on a terminal, else a line each time. */
final class WatchView {

    private static final int BAR = 40;

    private final Stdio stdio;
    private final QueueAddress queue;
    private final Duration interval;
    private final Tempo.Looks looks = new Tempo.Looks();

    WatchView(Stdio stdio, QueueAddress queue, Duration interval) {
        this.stdio = stdio;
        this.queue = queue;
        this.interval = interval;
    }

    /** Until it is told to end; the exit code says by what. */
    int run(boolean json) throws InterruptedException {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            return stdio.terminals().out() && !json ? page(inspector) : lines(inspector, json);
        }
    }

    private int page(QueueInspector inspector) throws InterruptedException {
        inspector.status(); // what is wrong with the queue is told before the terminal is changed
        try (LiveTerminal terminal = new LiveTerminal(stdio.out())) {
            for (; ; ) {
                QueueStatus status = inspector.status();
                terminal.draw(rows(status, looks.add(System.nanoTime(), status)));
                int event = terminal.pause(interval);
                if (event == LiveTerminal.QUIT) {
                    return ExitCode.OK;
                }
                if (event > 0) {
                    return Signals.exitCode(event);
                }
            }
        }
    }

    private List<String> rows(QueueStatus status, Tempo tempo) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long now = System.currentTimeMillis();
        try (Screen screen = new Screen(bytes, stdio.colour())) {
            screen.row(screen.bold("rack status   " + Instant.ofEpochSecond(now / 1000) + "   every "
                    + interval.toMillis() / 1000.0 + " s   q quits"));
            screen.row("");
            screen.row(bar(status));
            screen.row("");
            new StatusView(stdio, now).table(screen, queue.text(), status, tempo);
        }
        return new ArrayList<>(bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    static String bar(QueueStatus status) {
        long finished = status.put() - status.unfinished();
        int full = status.put() == 0 ? 0 : (int) (finished * (double) BAR / status.put());
        int percent = status.put() == 0 ? 0 : (int) (finished * 100.0 / status.put());
        return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + percent + " %  " + Human.count(finished)
                + " of " + Human.count(status.put());
    }

    private int lines(QueueInspector inspector, boolean json) throws InterruptedException {
        for (; ; ) {
            QueueStatus status = inspector.status();
            Tempo tempo = looks.add(System.nanoTime(), status);
            try (Screen screen = new Screen(stdio)) {
                if (json) {
                    Json.status(screen.bytes(), queue.text(), status);
                } else {
                    screen.row(line(status, tempo));
                }
            }
            Thread.sleep(interval.toMillis());
        }
    }

    static String line(QueueStatus status, Tempo tempo) {
        long eta = Activity.etaMillis(status.unfinished(), tempo.donePerSecond());
        return Instant.ofEpochMilli(System.currentTimeMillis()) + " put=" + status.put() + " ready=" + status.ready()
                + " taken=" + status.taken() + " delayed=" + status.delayed() + " done=" + status.done() + " dead="
                + status.dead() + " cancelled=" + status.cancelled() + " rate=" + Human.rate(tempo.donePerSecond())
                + "/s" + (eta < 0 ? "" : " eta=" + eta / 1000 + "s") + " dryers="
                + status.processes().stream().filter(WatchView::works).count()
                + (status.limit() == 0 ? "" : " limit=" + status.limit()) + (status.paused() ? " paused" : "");
    }

    private static boolean works(ProcessInfo process) {
        return process.role().equals(DryerCrew.ROLE) && process.liveness() == ProcessInfo.Liveness.ALIVE;
    }
}
