package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.Finding;
import io.dishrack.QueueCheck;
import io.dishrack.QueueSalvage;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;

/** {@code rack verify}. */
final class VerifyView {

    private final Stdio stdio;
    private final ProgressOptions progress;

    VerifyView(Stdio stdio, ProgressOptions progress) {
        this.stdio = stdio;
        this.progress = progress;
    }

    int print(QueueAddress queue, boolean json) {
        QueueSalvage salvage = Dishrack.salvage(queue.uri());
        QueueCheck[] check = new QueueCheck[1];
        try (Screen screen = new Screen(stdio);
                Progress display = progress.display(stdio, Measure.BYTES, false)) {
            salvage.meter(ProgressOptions.meter(display));
            if (json) {
                JsonCheck.check(screen.bytes(), queue.text(), visitor -> check[0] = salvage.verify(visitor));
            } else {
                check[0] = salvage.verify(finding -> screen.row(row(screen, finding)));
                screen.row(summary(check[0]));
            }
        }
        if (check[0].isSound()) {
            return ExitCode.OK;
        }
        stdio.tell("queue is damaged: findings=" + check[0].damages() + " queue=" + queue.text()
                + "; rack export saves what can be read, rack repair tells what can be mended");
        return ExitCode.UNUSABLE;
    }

    private static String row(Screen screen, Finding finding) {
        return finding.damage() ? screen.red(finding.text()) : "note: " + finding.text();
    }

    private static String summary(QueueCheck check) {
        return (check.isSound() ? "sound" : "damaged") + ": items=" + check.items() + " readable=" + check.readable()
                + " results=" + check.results() + " damages=" + check.damages() + " notes=" + check.notes();
    }
}
