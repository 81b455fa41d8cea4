package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;
import java.util.EnumSet;
import java.util.List;

/** {@code rack redrive}. */
final class RedriveView {

    /** Makes one item ready again, or only says that it would. */
    private interface Step {
        boolean redrive(long number);
    }

    private final Stdio stdio;
    private final ProgressOptions progress;
    private final QueueAddress queue;
    private final boolean json;
    private long redriven;
    private int exitCode = ExitCode.OK;

    RedriveView(Stdio stdio, QueueAddress queue, boolean json, ProgressOptions progress) {
        this.stdio = stdio;
        this.progress = progress;
        this.queue = queue;
        this.json = json;
    }

    int run(List<Long> numbers, boolean execute) {
        if (!execute) {
            walk(numbers, false, number -> true);
            stdio.tell("would redrive: items=" + redriven + " queue=" + queue.text() + "; add --execute to do it");
            return exitCode;
        }
        OpenOptions options = OpenOptions.DEFAULTS.withCreate(false).withRole("rack");
        try (JoinableQueue<byte[]> open = Dishrack.open(queue.uri(), options)) {
            walk(numbers, true, open::redrive);
        }
        stdio.tell("redriven: items=" + redriven + " queue=" + queue.text());
        return exitCode;
    }

    private void walk(List<Long> numbers, boolean execute, Step step) {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri());
                Screen screen = new Screen(stdio);
                Progress display = progress.display(stdio, Measure.HANDLED, true)) {
            long total = numbers.isEmpty() ? inspector.status().dead() : numbers.size();
            Step shown = number -> {
                boolean done = step.redrive(number);
                if (display.isDue()) {
                    display.update(redriven, total, 0);
                }
                return done;
            };
            numbers.forEach(number -> requireItem(inspector, number));
            if (!json) {
                screen.row(screen.bold(ListView.head()));
            }
            if (numbers.isEmpty()) {
                inspector.items(EnumSet.of(ItemState.DEAD), item -> {
                    redrive(screen, item, execute, shown);
                    return true;
                });
            }
            for (long number : numbers) {
                ItemView item = inspector.item(number);
                if (item.state() != ItemState.DEAD || !redrive(screen, item, execute, shown)) {
                    refuse(screen, inspector.item(number));
                }
            }
        }
    }

    private void requireItem(QueueInspector inspector, long number) {
        if (number < 1 || inspector.item(number) == null) {
            throw new CommandException(
                    ExitCode.USAGE,
                    (inspector.isReclaimed(number) ? "item was finished and reclaimed" : "no such item") + ": item="
                            + number + " put="
                            + inspector.status().put() + " queue=" + queue.text()
                            + "; nothing was redriven, rack list --state dead shows which could be");
        }
    }

    /** Another redrive may be faster. */
    private boolean redrive(Screen screen, ItemView item, boolean execute, Step step) {
        if (!step.redrive(item.number())) {
            return false;
        }
        redriven++;
        if (json) {
            Json.redriven(screen.bytes(), item, execute);
        } else {
            screen.row(ListView.row(item));
        }
        return true;
    }

    private void refuse(Screen screen, ItemView item) {
        exitCode = ExitCode.FAILED_ITEMS;
        if (json) {
            Json.redriven(screen.bytes(), item, false);
        }
        stdio.tell(
                "not a dead letter: item=" + item.number() + " state=" + States.name(item.state()) + "; left as it is");
    }
}
