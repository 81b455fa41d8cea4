package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.Finding;
import io.dishrack.QueueSalvage;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;

/** {@code rack export}. */
final class ExportView {

    /** What is beyond is counted only: verify tells it all. */
    private static final int MOST_TOLD = 20;

    private final Stdio stdio;
    private final ProgressOptions progress;
    private long damages;

    ExportView(Stdio stdio, ProgressOptions progress) {
        this.stdio = stdio;
        this.progress = progress;
    }

    int print(QueueAddress queue) {
        try (Screen screen = new Screen(stdio);
                Progress display = progress.display(stdio, Measure.BYTES, true)) {
            QueueSalvage salvage = Dishrack.salvage(queue.uri());
            salvage.meter(ProgressOptions.meter(display));
            salvage.items(
                    item -> {
                        Json.item(screen.bytes(), item);
                        return true;
                    },
                    this::tell);
        }
        if (damages == 0) {
            return ExitCode.OK;
        }
        stdio.tell("not everything can be read: findings=" + damages + " queue=" + queue.text()
                + "; the rest was exported, rack verify tells more");
        return ExitCode.UNUSABLE;
    }

    private void tell(Finding finding) {
        if (++damages <= MOST_TOLD) {
            stdio.tell(finding.text());
        }
    }
}
