package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.QueueInspector;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** {@code rack show}. */
final class ShowView {

    private static final int LABEL = 10;
    /** Of a longer payload the table shows the beginning. */
    private static final int SHOWN = 4000;

    private final Stdio stdio;
    private boolean first = true;

    ShowView(Stdio stdio) {
        this.stdio = stdio;
    }

    int print(QueueAddress queue, List<Long> numbers, boolean json, boolean raw) {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri());
                Screen screen = new Screen(stdio)) {
            for (long number : numbers) {
                ItemView item = number < 1 ? null : inspector.item(number);
                if (item == null && inspector.isReclaimed(number)) {
                    reclaimed(screen, inspector, number, json, raw);
                    continue;
                }
                if (item == null) {
                    throw new CommandException(
                            ExitCode.USAGE,
                            "no such item: item=" + number + " put="
                                    + inspector.status().put() + " queue=" + queue.text()
                                    + "; rack list shows which there are");
                }
                print(screen, inspector, item, json, raw);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCode.OK;
    }

    private void print(Screen screen, QueueInspector inspector, ItemView item, boolean json, boolean raw)
            throws IOException {
        if (json) {
            Json.shown(screen.bytes(), item, inspector.history(item.number()));
        } else if (!raw) {
            table(screen, item);
            new HistoryView(screen).print(item.state(), inspector.history(item.number()));
        } else if (item.payload() != null) {
            screen.bytes().write(item.payload());
        } else {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "item can't be read: item=" + item.number() + " problem=" + item.problem()
                            + "; try others, or rack list");
        }
    }

    private void reclaimed(Screen screen, QueueInspector inspector, long number, boolean json, boolean raw) {
        if (raw) {
            throw new CommandException(
                    ExitCode.FAILED_ITEMS,
                    "item was reclaimed: item=" + number + " kept from="
                            + inspector.status().kept().from()
                            + "; it was finished, and its payload is deleted; washer --keep keeps more");
        }
        ItemState state = inspector.state(number);
        if (json) {
            Json.reclaimed(screen.bytes(), number, state, inspector.history(number));
            return;
        }
        gap(screen);
        field(screen, "item", Human.count(number));
        field(screen, "state", state == null ? "done or cancelled" : States.name(state));
        field(screen, "payload", "reclaimed: it was finished, and is deleted");
        new HistoryView(screen).print(state, inspector.history(number));
    }

    /** Before all but the first. */
    private void gap(Screen screen) {
        if (!first) {
            screen.row("");
        }
        first = false;
    }

    private void table(Screen screen, ItemView item) {
        gap(screen);
        field(screen, "item", Human.count(item.number()));
        field(screen, "state", States.name(item.state()));
        field(screen, "attempts", Human.count(item.attempts()));
        if (item.key() != null) {
            field(screen, "key", Human.escaped(item.key().getBytes(StandardCharsets.UTF_8), 60_000));
        }
        if (ListView.isBehind(item)) {
            field(screen, "due", "behind another of its key, when that is finished");
        } else if (item.dueMillis() > 0) {
            field(screen, "due", Instant.ofEpochMilli(item.dueMillis()).toString());
        }
        if (item.payload() == null) {
            field(screen, "problem", screen.red(item.problem()));
            return;
        }
        field(screen, "bytes", Human.count(item.payload().length));
        field(screen, "payload", Human.escaped(item.payload(), SHOWN));
    }

    private static void field(Screen screen, String label, String value) {
        screen.row(Human.left(label, LABEL) + value);
    }
}
