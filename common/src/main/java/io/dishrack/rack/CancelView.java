package io.dishrack.rack;

import io.dishrack.Cancellation;
import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** {@code rack cancel}. */
final class CancelView {

    private static final Set<ItemState> UNFINISHED = EnumSet.of(ItemState.READY, ItemState.TAKEN, ItemState.DELAYED);

    private final Stdio stdio;
    private final QueueAddress queue;
    private final boolean json;
    private final boolean execute;
    private long cancelled;
    private long asked;
    private int exitCode = ExitCode.OK;

    CancelView(Stdio stdio, QueueAddress queue, boolean json, boolean execute) {
        this.stdio = stdio;
        this.queue = queue;
        this.json = json;
        this.execute = execute;
    }

    /** Only counted: there may be millions. */
    int waiting() {
        long waiting;
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            QueueStatus status = inspector.status();
            waiting = status.ready() + status.delayed();
        }
        with(open -> cancelled = open == null ? waiting : open.steering().cancelWaiting());
        if (json) {
            try (Screen screen = new Screen(stdio)) {
                Json.document(screen.bytes(), out -> {
                    out.writeStringField("queue", queue.text());
                    out.writeBooleanField("executed", execute);
                    out.writeNumberField("waiting", waiting);
                    out.writeNumberField("cancelled", execute ? cancelled : 0);
                });
            }
        }
        return tell();
    }

    int numbers(List<Long> numbers) {
        return walk((inspector, step) -> {
            for (long number : numbers) {
                if (number < 1 || inspector.item(number) == null && !inspector.isReclaimed(number)) {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "no such item: item=" + number + " put="
                                    + inspector.status().put() + " queue=" + queue.text()
                                    + "; nothing was cancelled, rack list shows which there are");
                }
            }
            for (long number : numbers) {
                ItemView item = inspector.item(number);
                if (item == null) {
                    tellFinished(number, "reclaimed");
                } else {
                    step.accept(item);
                }
            }
        });
    }

    /** The last one first: else, one being cancelled, the next of its key would be handed out. */
    int ofKey(String key) {
        return walk((inspector, step) -> {
            ArrayDeque<Long> numbers = new ArrayDeque<>();
            inspector.items(UNFINISHED, item -> {
                if (key.equals(item.key())) {
                    numbers.push(item.number());
                }
                return true;
            });
            for (long number : numbers) {
                ItemView item = inspector.item(number);
                if (item != null && UNFINISHED.contains(item.state())) {
                    step.accept(item);
                }
            }
        });
    }

    /** Finds what is to be cancelled. */
    private interface Finder {
        void find(QueueInspector inspector, Consumer<ItemView> step);
    }

    private int walk(Finder finder) {
        with(open -> {
            try (QueueInspector inspector = Dishrack.inspect(queue.uri());
                    Screen screen = new Screen(stdio)) {
                boolean[] headed = {json};
                finder.find(inspector, item -> {
                    if (!headed[0]) {
                        screen.row(screen.bold(ListView.head()));
                        headed[0] = true;
                    }
                    cancel(screen, open, item);
                });
            }
        });
        return tell();
    }

    /** With the queue open, or with null where nothing is to be done. */
    private void with(Consumer<JoinableQueue<byte[]>> step) {
        if (!execute) {
            step.accept(null);
            return;
        }
        try (JoinableQueue<byte[]> open = Dishrack.open(queue.uri(), SteerView.forMending())) {
            step.accept(open);
        }
    }

    private void cancel(Screen screen, JoinableQueue<byte[]> open, ItemView item) {
        Cancellation result = open == null ? expected(item) : open.steering().cancel(item.number());
        cancelled += result == Cancellation.CANCELLED ? 1 : 0;
        asked += result == Cancellation.ASKED ? 1 : 0;
        if (json) {
            String name = result.name().toLowerCase(Locale.ROOT);
            Json.cancelled(
                    screen.bytes(), item, execute || result == Cancellation.TOO_LATE ? name : "would_be_" + name);
        } else if (result != Cancellation.TOO_LATE) {
            screen.row(ListView.row(item));
        }
        if (result == Cancellation.TOO_LATE) {
            tellFinished(item.number(), item.state() == null ? "unknown" : States.name(item.state()));
        }
    }

    private static Cancellation expected(ItemView item) {
        if (!UNFINISHED.contains(item.state())) {
            return Cancellation.TOO_LATE;
        }
        return item.state() == ItemState.TAKEN ? Cancellation.ASKED : Cancellation.CANCELLED;
    }

    private void tellFinished(long number, String state) {
        exitCode = ExitCode.FAILED_ITEMS;
        stdio.tell("finished already: item=" + number + " state=" + state + "; left as it is");
    }

    private int tell() {
        stdio.tell((execute ? "cancelled: items=" : "would cancel: items=") + cancelled + " asked_to_end=" + asked
                + " queue=" + queue.text() + (execute ? "" : "; add --execute to do it"));
        return exitCode;
    }
}
