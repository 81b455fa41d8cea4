package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueuePurge;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Sizes;
import io.dishrack.cli.Stdio;

/** {@code rack purge}. */
final class PurgeView {

    private final Stdio stdio;
    private final QueueAddress queue;

    PurgeView(Stdio stdio, QueueAddress queue) {
        this.stdio = stdio;
        this.queue = queue;
    }

    int run(boolean dead, boolean execute, boolean json) {
        QueuePurge purge = execute ? purge(dead) : estimate(dead);
        if (json) {
            try (Screen screen = new Screen(stdio)) {
                Json.document(screen.bytes(), out -> {
                    out.writeStringField("queue", queue.text());
                    out.writeBooleanField("executed", execute);
                    out.writeNumberField("bytes", purge.bytes());
                    out.writeNumberField("dead", purge.dead());
                });
            }
        }
        stdio.tell((execute ? "purged: " : "would purge: ") + "bytes=" + purge.bytes() + " ("
                + (execute ? "" : "about ") + Sizes.show(purge.bytes()) + ") dead letters=" + purge.dead() + " queue="
                + queue.text() + (execute ? "" : "; add --execute to do it"));
        return ExitCode.OK;
    }

    /** Needs no write permission. */
    private QueuePurge estimate(boolean dead) {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            return inspector.purgeable(dead);
        }
    }

    private QueuePurge purge(boolean dead) {
        OpenOptions options = OpenOptions.DEFAULTS.withCreate(false).withRole("rack");
        try (JoinableQueue<byte[]> open = Dishrack.open(queue.uri(), options)) {
            return open.purge(dead, true);
        }
    }
}
