package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.util.Locale;

/** {@code rack close}. */
final class CloseView {

    /** What is done to the queue. */
    enum Way {
        CLOSE("shut down"),
        CLOSE_NOW("shut down at once"),
        REOPEN("reopen");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private final Stdio stdio;
    private final QueueAddress queue;

    CloseView(Stdio stdio, QueueAddress queue) {
        this.stdio = stdio;
        this.queue = queue;
    }

    int run(Way way, boolean execute, boolean json) {
        QueueStatus before;
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            before = inspector.status();
        }
        long waiting = before.ready() + before.delayed();
        long cancelled = execute ? execute(way) : way == Way.CLOSE_NOW ? waiting : 0;
        if (json) {
            try (Screen screen = new Screen(stdio)) {
                Json.document(screen.bytes(), out -> {
                    out.writeStringField("queue", queue.text());
                    out.writeStringField("action", way.name().toLowerCase(Locale.ROOT));
                    out.writeBooleanField("executed", execute);
                    out.writeBooleanField("shutdown", execute ? way != Way.REOPEN : before.shutdown());
                    out.writeNumberField("waiting", waiting);
                    out.writeNumberField("taken", before.taken());
                    out.writeNumberField("cancelled", cancelled);
                });
            }
        }
        stdio.tell((execute ? "done: " : "would ") + way.words + ": waiting=" + waiting + " taken=" + before.taken()
                + " cancelled=" + cancelled + " queue=" + queue.text() + (execute ? "" : "; add --execute to do it"));
        return ExitCode.OK;
    }

    private long execute(Way way) {
        OpenOptions options = OpenOptions.DEFAULTS.withCreate(false).withRole("rack");
        try (JoinableQueue<byte[]> open = Dishrack.open(queue.uri(), options)) {
            switch (way) {
                case CLOSE -> open.shutdown();
                case CLOSE_NOW -> {
                    return open.shutdownNow();
                }
                case REOPEN -> open.reopen();
            }
        }
        return 0;
    }
}
