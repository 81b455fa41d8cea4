package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.QueueInspector;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** {@code rack list}. */
final class ListView {

    private static final int COLUMNS = 80;

    private final Stdio stdio;
    private long shown;
    private long keptFrom;
    private long unreadable;

    ListView(Stdio stdio) {
        this.stdio = stdio;
    }

    int print(QueueAddress queue, Set<ItemState> states, long limit, boolean json) {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri());
                Screen screen = new Screen(stdio)) {
            if (!json) {
                screen.row(screen.bold(head()));
            }
            keptFrom = inspector.status().kept().from();
            if (limit > 0) {
                inspector.items(states, item -> {
                    print(screen, item, json);
                    return ++shown < limit;
                });
            }
        }
        boolean isAsked = states.isEmpty() || states.contains(ItemState.DONE) || states.contains(ItemState.CANCELLED);
        if (keptFrom > 1 && isAsked && !json) {
            stdio.tell("not listed: finished items before " + keptFrom + ", which were reclaimed");
        }
        if (unreadable > 0) {
            stdio.tell(
                    "items can't be read: items=" + unreadable + " queue=" + queue.text() + "; the others are listed");
            return ExitCode.UNUSABLE;
        }
        return ExitCode.OK;
    }

    private void print(Screen screen, ItemView item, boolean json) {
        unreadable += item.problem() == null ? 0 : 1;
        if (json) {
            Json.item(screen.bytes(), item);
            return;
        }
        String row = row(item);
        screen.row(
                switch (item.state()) {
                    case DEAD -> screen.red(row);
                    case DELAYED, TAKEN -> screen.yellow(row);
                    case DONE -> screen.green(row);
                    case READY, CANCELLED -> row;
                });
    }

    static String head() {
        return cells("NUMBER", "STATE", "TRIES", "PAYLOAD");
    }

    static String row(ItemView item) {
        String start =
                cells(Human.count(item.number()), States.name(item.state()), Human.count(item.attempts()), key(item));
        int room = COLUMNS - start.length();
        if (item.payload() == null) {
            byte[] problem = ("can't be read: " + item.problem()).getBytes(StandardCharsets.UTF_8);
            return start + "! " + Human.escaped(problem, room - 2);
        }
        return start + Human.escaped(item.payload(), room);
    }

    private static String key(ItemView item) {
        if (item.key() == null) {
            return "";
        }
        return (isBehind(item) ? "[behind " : "[") + Human.escaped(item.key().getBytes(StandardCharsets.UTF_8), 20)
                + "] ";
    }

    /** Whether it waits for another of its key. */
    static boolean isBehind(ItemView item) {
        return item.state() == ItemState.DELAYED && item.dueMillis() == 0;
    }

    private static String cells(String number, String state, String tries, String rest) {
        return Human.right(number, 11) + "  " + Human.left(state, 9) + "  " + Human.right(tries, 5) + "  " + rest;
    }
}
