package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.Steering;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;

/** {@code rack pause}, {@code rack resume} and {@code rack limit}. */
final class SteerView {

    /**
     * What may be handed out.
     *
     * @param paused whether nothing is
     * @param limit how many may run at once, or 0
     */
    record Gate(boolean paused, int limit) {

        static Gate of(QueueStatus status) {
            return new Gate(status.paused(), status.limit());
        }

        private String words() {
            return "paused=" + paused + " limit=" + shown(limit);
        }
    }

    /** One of the commands. */
    interface Change {

        /** Its name. */
        String action();

        /** What it makes of a gate. */
        Gate after(Gate before);

        /** Does it. */
        void apply(Steering steering);
    }

    private final Stdio stdio;
    private final QueueAddress queue;
    private final boolean json;

    SteerView(Stdio stdio, QueueAddress queue, boolean json) {
        this.stdio = stdio;
        this.queue = queue;
        this.json = json;
    }

    static String shown(int limit) {
        return limit == 0 ? "none" : Integer.toString(limit);
    }

    int run(Change change, boolean execute) {
        QueueStatus before = look();
        Gate after = change.after(Gate.of(before));
        if (execute) {
            try (JoinableQueue<byte[]> open = Dishrack.open(queue.uri(), forMending())) {
                change.apply(open.steering());
            }
        }
        print(change.action(), before, execute ? after : Gate.of(before), execute);
        stdio.tell((execute ? "done: " : "would ") + change.action() + ": " + after.words() + " before: "
                + Gate.of(before).words() + " taken=" + before.taken() + " queue=" + queue.text()
                + (execute ? "" : "; add --execute to do it"));
        return ExitCode.OK;
    }

    /** {@code rack limit} without a number: only looks. */
    int showLimit() {
        QueueStatus status = look();
        if (json) {
            print("show", status, Gate.of(status), false);
        } else {
            try (Screen screen = new Screen(stdio)) {
                screen.row(shown(status.limit()));
            }
        }
        return ExitCode.OK;
    }

    private QueueStatus look() {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            return inspector.status();
        }
    }

    static OpenOptions forMending() {
        return OpenOptions.DEFAULTS.withCreate(false).withRole("rack");
    }

    private void print(String action, QueueStatus before, Gate now, boolean execute) {
        if (!json) {
            return;
        }
        try (Screen screen = new Screen(stdio)) {
            Json.document(screen.bytes(), out -> {
                out.writeStringField("queue", queue.text());
                out.writeStringField("action", action);
                out.writeBooleanField("executed", execute);
                out.writeBooleanField("paused", now.paused());
                out.writeNumberField("limit", now.limit());
                out.writeNumberField("waiting", before.ready() + before.delayed());
                out.writeNumberField("taken", before.taken());
            });
        }
    }
}
