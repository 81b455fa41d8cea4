package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.Kept;
import io.dishrack.OpenOptions;
import io.dishrack.Pace;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Sizes;
import io.dishrack.cli.Stdio;
import java.time.Instant;

/** {@code rack status}. */
final class StatusView {

    private static final int LABEL = 12;
    private static final int FIGURE = 16;

    private final Stdio stdio;
    private final long nowMillis;

    StatusView(Stdio stdio, long nowMillis) {
        this.stdio = stdio;
        this.nowMillis = nowMillis;
    }

    int print(QueueAddress queue, boolean json) {
        QueueStatus status;
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            status = inspector.status();
        }
        try (Screen screen = new Screen(stdio)) {
            if (json) {
                Json.status(screen.bytes(), queue.text(), status);
            } else {
                table(screen, queue.text(), status, Tempo.of(status.pace()));
            }
        }
        return ExitCode.OK;
    }

    void table(Screen screen, String queue, QueueStatus status, Tempo tempo) {
        row(screen, "queue", queue);
        row(screen, "state", state(screen, status));
        row(
                screen,
                "created",
                Instant.ofEpochSecond(status.createdMillis() / 1000) + ", "
                        + Human.age(nowMillis - status.createdMillis()) + " ago");
        row(screen, "bound", status.maxSize() == 0 ? "none" : Human.count(status.maxSize()));
        row(screen, "limit", status.limit() == 0 ? "none" : Human.count(status.limit()) + " at once");
        row(screen, "disk", Sizes.show(status.diskBytes()));
        row(screen, "kept", kept(status.kept()));
        row(screen, "rate", rate(status, tempo));
        row(screen, "oldest", oldest(status.pace()));
        row(screen, "longest", longest(status));
        screen.row("");
        counts(screen, status);
        screen.row("");
        processes(screen, status);
    }

    private static String state(Screen screen, QueueStatus status) {
        String state = status.shutdown() ? screen.yellow("shut down") : "open";
        return status.paused() ? state + ", " + screen.yellow("paused") : state;
    }

    private static void row(Screen screen, String label, String value) {
        screen.row(Human.left(label, LABEL) + value);
    }

    private static String kept(Kept kept) {
        return size(kept.historyBytes()) + " of finished items"
                + (kept.from() > 1 ? ", from " + Human.count(kept.from()) + " on" : ", from the first on") + "; "
                + size(kept.resultBytes()) + " of results";
    }

    private static String size(long bytes) {
        return bytes >= OpenOptions.ALL_HISTORY ? "all" : Sizes.show(bytes);
    }

    private static String rate(QueueStatus status, Tempo tempo) {
        long eta = Activity.etaMillis(status.unfinished(), tempo.donePerSecond());
        return Human.rate(tempo.putPerSecond()) + "/s put, " + Human.rate(tempo.donePerSecond()) + "/s " + tempo.what()
                + (eta < 0 ? "" : ", done in about " + Human.age(eta));
    }

    private String oldest(Pace pace) {
        if (pace.oldestWaiting() == 0) {
            return "nothing waits";
        }
        String since = pace.oldestWaitingMillis() == 0
                ? ""
                : ", put " + Human.age(nowMillis - pace.oldestWaitingMillis()) + " ago";
        return "item " + Human.count(pace.oldestWaiting()) + since;
    }

    private String longest(QueueStatus status) {
        return Activity.longest(status)
                .map(process -> "item " + Human.count(process.oldestTaken()) + ", running for "
                        + Human.age(nowMillis - process.busySinceMillis()) + " in process " + process.pid())
                .orElse(status.taken() == 0 ? "nothing runs" : "not known");
    }

    private static void counts(Screen screen, QueueStatus status) {
        figure(screen, "put", status.put());
        figure(screen, "  ready", status.ready());
        figure(screen, "  taken", status.taken());
        figure(screen, "  delayed", status.delayed());
        figure(screen, "  done", status.done());
        String dead = line("  dead", status.dead());
        screen.row(status.dead() > 0 ? screen.red(dead) : dead);
        figure(screen, "  cancelled", status.cancelled());
        screen.row(screen.bold(line("unfinished", status.unfinished())));
    }

    private static void figure(Screen screen, String label, long value) {
        screen.row(line(label, value));
    }

    private static String line(String label, long value) {
        return Human.left(label, LABEL) + Human.right(Human.count(value), FIGURE);
    }

    private void processes(Screen screen, QueueStatus status) {
        if (status.processes().isEmpty()) {
            screen.row("no process has it open");
            return;
        }
        screen.row(screen.bold(cells("PROCESS", "ROLE", "STATE", "TAKEN", "SINCE", "BUSY FOR")));
        for (ProcessInfo process : status.processes()) {
            String row = cells(
                    Long.toString(process.pid()),
                    process.role(),
                    state(process),
                    Human.count(process.taken()),
                    Human.age(nowMillis - process.startedMillis()),
                    process.busySinceMillis() == 0 ? "" : Human.age(nowMillis - process.busySinceMillis()));
            screen.row(
                    switch (process.liveness()) {
                        case ALIVE -> row;
                        case FROZEN -> screen.yellow(row);
                        case DEAD -> screen.red(row);
                    });
        }
    }

    /** A living one that was asked to go is told as leaving. */
    private static String state(ProcessInfo process) {
        boolean isLeaving = process.dismissed() && process.liveness() == ProcessInfo.Liveness.ALIVE;
        return isLeaving ? "leaving" : Json.name(process.liveness());
    }

    private static String cells(String... cells) {
        return Human.right(cells[0], 8) + "  " + Human.left(cells[1], 15) + "  " + Human.left(cells[2], 7) + "  "
                + Human.right(cells[3], 10) + "  " + (Human.left(cells[4], 14) + "  " + cells[5]).stripTrailing();
    }
}
