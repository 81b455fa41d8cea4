package io.dishrack.rack;

import io.dishrack.Dishrack;
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
                table(screen, queue.text(), status);
            }
        }
        return ExitCode.OK;
    }

    void table(Screen screen, String queue, QueueStatus status) {
        screen.row(Human.left("queue", LABEL) + queue);
        screen.row(Human.left("state", LABEL) + (status.shutdown() ? screen.yellow("shut down") : "open"));
        screen.row(Human.left("created", LABEL) + Instant.ofEpochSecond(status.createdMillis() / 1000) + ", "
                + Human.age(nowMillis - status.createdMillis()) + " ago");
        screen.row(Human.left("bound", LABEL) + (status.maxSize() == 0 ? "none" : Human.count(status.maxSize())));
        screen.row(Human.left("disk", LABEL) + Sizes.show(status.diskBytes()));
        screen.row("");
        figure(screen, "put", status.put());
        figure(screen, "  ready", status.ready());
        figure(screen, "  taken", status.taken());
        figure(screen, "  delayed", status.delayed());
        figure(screen, "  done", status.done());
        String dead = line("  dead", status.dead());
        screen.row(status.dead() > 0 ? screen.red(dead) : dead);
        figure(screen, "  cancelled", status.cancelled());
        screen.row(screen.bold(line("unfinished", status.unfinished())));
        screen.row("");
        processes(screen, status);
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
        screen.row(screen.bold(cells("PROCESS", "ROLE", "STATE", "TAKEN", "SINCE")));
        for (ProcessInfo process : status.processes()) {
            String row = cells(
                    Long.toString(process.pid()),
                    process.role(),
                    Json.name(process.liveness()),
                    Human.count(process.taken()),
                    Human.age(nowMillis - process.startedMillis()));
            screen.row(
                    switch (process.liveness()) {
                        case ALIVE -> row;
                        case FROZEN -> screen.yellow(row);
                        case DEAD -> screen.red(row);
                    });
        }
    }

    private static String cells(String pid, String role, String state, String taken, String since) {
        return Human.right(pid, 8) + "  " + Human.left(role, 15) + "  " + Human.left(state, 6) + "  "
                + Human.right(taken, 10) + "  " + since;
    }
}
