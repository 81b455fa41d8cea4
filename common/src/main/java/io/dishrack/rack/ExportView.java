package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.Finding;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;

/** {@code rack export}. */
final class ExportView {

    /** What is beyond is counted only: verify tells it all. */
    private static final int MOST_TOLD = 20;

    private final Stdio stdio;
    private long damages;

    ExportView(Stdio stdio) {
        this.stdio = stdio;
    }

    int print(QueueAddress queue) {
        try (Screen screen = new Screen(stdio)) {
            Dishrack.salvage(queue.uri())
                    .items(
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
