package io.dishrack.engine.salvage;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.log.LogMend;
import java.util.List;

/** What readers pass by and writers refuse: headers, indexes and tables of the logs. */
final class WriterCheck {

    private static final String MENDED = "nothing can be appended; repair makes it anew from the messages";

    /** A living writer may be in the middle of something. */
    private static final int TRIES = 3;

    private final Basis basis;
    private final Findings findings;

    WriterCheck(Basis basis, Findings findings) {
        this.basis = basis;
        this.findings = findings;
    }

    void run() {
        run(QueueFiles.ITEMS, true);
        run(QueueFiles.RESULTS, false);
    }

    private void run(String log, boolean items) {
        try {
            LogMend mend = new LogMend(basis.folder.resolve(log), basis.id, items);
            List<LogMend.Problem> problems = mend.problems(basis.reclaimed.mark(items));
            for (int tries = 1; tries < TRIES && !basis.isQuiet() && !problems.isEmpty(); tries++) {
                problems = mend.problems(basis.reclaimed.mark(items));
            }
            for (LogMend.Problem problem : problems) {
                String file = basis.name(problem.file());
                if (!findings.hasTold(file)) {
                    findings.damage(file, problem.fact(), MENDED);
                }
            }
        } catch (QueueUnusableException e) {
            // The folder can't be read, which was told with its content.
        }
    }
}
