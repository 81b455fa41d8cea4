package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.QueueRepair;
import io.dishrack.QueueSalvage;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;

/** {@code rack repair}. */
final class RepairView {

    private final Stdio stdio;
    private final ProgressOptions progress;

    RepairView(Stdio stdio, ProgressOptions progress) {
        this.stdio = stdio;
        this.progress = progress;
    }

    int print(QueueAddress queue, boolean execute, boolean json) {
        QueueSalvage salvage = Dishrack.salvage(queue.uri());
        QueueRepair[] repair = new QueueRepair[1];
        try (Screen screen = new Screen(stdio);
                Progress display = progress.display(stdio, Measure.BYTES, false)) {
            salvage.meter(ProgressOptions.meter(display));
            if (json) {
                JsonCheck.repair(screen.bytes(), queue.text(), visitor -> repair[0] = salvage.repair(execute, visitor));
            } else {
                repair[0] = salvage.repair(execute, finding -> screen.row(finding.text()));
                screen.row(summary(repair[0], execute));
            }
        }
        if (repair[0].left() == 0) {
            return ExitCode.OK;
        }
        stdio.tell("not all could be mended: findings=" + repair[0].left() + " queue=" + queue.text()
                + "; rack verify tells what is left, rack export saves what can be read");
        return ExitCode.UNUSABLE;
    }

    private static String summary(QueueRepair repair, boolean execute) {
        if (repair.damages() == 0) {
            return "sound: nothing to repair";
        }
        return execute
                ? "repaired: damages=" + repair.damages() + " dead letters=" + repair.deadLetters() + " left="
                        + repair.left() + " originals=" + repair.quarantine()
                : "would repair: damages=" + repair.damages() + "; add --execute to do it";
    }
}
