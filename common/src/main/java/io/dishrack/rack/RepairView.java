package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.QueueRepair;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;

/** {@code rack repair}. */
final class RepairView {

    private final Stdio stdio;

    RepairView(Stdio stdio) {
        this.stdio = stdio;
    }

    int print(QueueAddress queue, boolean execute) {
        QueueRepair repair;
        try (Screen screen = new Screen(stdio)) {
            repair = Dishrack.salvage(queue.uri()).repair(execute, finding -> screen.row(finding.text()));
            screen.row(summary(repair, execute));
        }
        if (repair.left() == 0) {
            return ExitCode.OK;
        }
        stdio.tell("not all could be mended: findings=" + repair.left() + " queue=" + queue.text()
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
