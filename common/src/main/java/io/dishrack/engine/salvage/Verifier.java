package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.QueueCheck;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.slots.LockFile;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Checks every file of a queue, and that they agree. */
final class Verifier {

    private final Basis basis;
    private final Findings findings;

    Verifier(Basis basis, Consumer<Finding> visitor) {
        this.basis = basis;
        this.findings = new Findings(visitor);
    }

    QueueCheck run() {
        smallFiles();
        new FolderCheck(basis, findings).run();
        new ControlCheck(basis, findings).run();
        LogCheck items = LogCheck.items(basis, findings);
        items.run();
        LogCheck results = LogCheck.results(basis, findings);
        results.run();
        if (basis.knowsQueue) {
            new WriterCheck(basis, findings).run();
        }
        if (basis.knowsQueue && basis.isQuiet()) {
            items.origins().run(items.last(), HintCheck.isClean(basis), this::origins);
        }
        LedgerCheck ledger = new LedgerCheck(basis, findings, items.last());
        ledger.run();
        if (!basis.isQuiet() && basis.locksFact == null) {
            findings.note(
                    LockFile.NAME,
                    "processes=" + basis.processes + " have the queue open",
                    "whether the words of control agree with the items can be judged when they are gone");
        } else {
            new HintCheck(basis, findings, ledger, items).run();
        }
        new KeysCheck(basis, findings, items).run(basis.isQuiet() && HintCheck.isClean(basis));
        return new QueueCheck(
                items.last(), items.readable(), results.last(), findings.damages(), findings.notes(), basis.processes);
    }

    /** What was found wrong with small files while they were read. */
    private void smallFiles() {
        if (basis.label.fact() != null) {
            findings.damage(
                    QueueFiles.PROPERTIES, basis.label.fact(), "repair writes it anew from control, if that is whole");
        }
        if (basis.locksFact != null) {
            findings.damage(
                    LockFile.NAME,
                    "can't be used: " + basis.locksFact,
                    "repair makes it anew; stop all processes first");
        }
        if (basis.reclaimedFact != null) {
            findings.damage(
                    ReclaimedFile.NAME,
                    basis.reclaimedFact,
                    "repair makes it anew from what is left; items that had been cancelled then count as done");
        }
    }

    private void origins(Path file, String fact) {
        if (!findings.hasTold(basis.name(file))) {
            findings.damage(basis.name(file), fact, "repair completes it from the item log");
        }
    }
}
