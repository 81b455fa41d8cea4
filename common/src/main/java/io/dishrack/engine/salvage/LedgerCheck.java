package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.ItemState;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.ledger.LedgerScan;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.ledger.Tally;

/** Checks every state word up to the end of the last file in use, and the totals; sums up what control must agree to. */
final class LedgerCheck {

    private static final String DEAD =
            "repair makes the item a dead letter, or done where a result proves it; redrive what may run again";

    private final Basis basis;
    private final Findings findings;
    private final long put;
    private final long finishedUpTo;
    private final Tally all = new Tally(0);
    private long lowestReady = Long.MAX_VALUE;
    private long lowestUnfinished = Long.MAX_VALUE;
    private long highestNotFresh;
    private long firstDue = Long.MAX_VALUE;
    private long runStart;
    private long runLength;

    LedgerCheck(Basis basis, Findings findings, long put) {
        this.basis = basis;
        this.findings = findings;
        this.put = put;
        finishedUpTo = basis.word(ControlDescriptor.FINISHED_UP_TO_OFFSET).orElse(0);
    }

    void run() {
        for (long number = 1; number <= put; ) {
            if (basis.ledger.isGone(number)) {
                basis.ledger.addGone(number, all);
                number += basis.ledger.items();
                continue;
            }
            LedgerScan.Sheet sheet = basis.ledger.sheet(number);
            if (sheet.damage() != null) {
                findings.damage(basis.name(sheet.file()), sheet.damage(), DEAD);
            }
            if (sheet.isOurs()) {
                checkPut(sheet);
                check(sheet);
            }
            number = sheet.last() + 1;
        }
    }

    private void checkPut(LedgerScan.Sheet sheet) {
        if (sheet.damage() == null && (sheet.isPutDamaged() || basis.isQuiet() && sheet.put() > put)) {
            findings.damage(basis.name(sheet.file()), "note of what was put is damaged", "repair notes it anew");
        }
    }

    private void check(LedgerScan.Sheet sheet) {
        Tally tally = new Tally(ControlDescriptor.SLOTS);
        boolean allWhole = true;
        for (long number = sheet.first(); number <= sheet.last(); number++) {
            long word = sheet.rawWord(number);
            if (!StateWord.isWhole(word, number)) {
                allWhole = false;
                damaged(sheet, number);
                continue;
            }
            endRun(sheet);
            if (number <= put) {
                tally.add(number, word);
                note(number, word);
            } else if (word != StateWord.fresh(number)) {
                findings.add(new Finding(
                        basis.name(sheet.file()),
                        number,
                        sheet.position(number),
                        "state without an item",
                        "repair makes it fresh",
                        basis.isQuiet()));
            }
        }
        endRun(sheet);
        if (allWhole && sheet.damage() == null) {
            checkTotals(sheet, tally);
        }
    }

    private void checkTotals(LedgerScan.Sheet sheet, Tally tally) {
        String fact = sheet.totalsDamage(tally);
        all.addFinished(tally);
        if (fact == null && basis.isQuiet() && sheet.last() <= finishedUpTo && sheet.isAllDamaged(all)) {
            fact = "totals of all up to here differ from the words";
        }
        if (fact != null) {
            findings.damage(basis.name(sheet.file()), fact, "repair counts anew");
        }
    }

    private static boolean isFresh(long number, long word) {
        return word == StateWord.fresh(number, StateWord.priority(word));
    }

    private void note(long number, long word) {
        ItemState state = StateWord.state(word);
        if (!isFresh(number, word)) {
            highestNotFresh = number;
        }
        if (state == ItemState.READY) {
            lowestReady = Math.min(lowestReady, number);
        }
        if (!state.isFinished()) {
            lowestUnfinished = Math.min(lowestUnfinished, number);
        }
        if (StateWord.isDelayed(word)) {
            firstDue = Math.min(firstDue, StateWord.dueMillis(word));
        }
    }

    /** Neighbours that are damaged together are told together. */
    private void damaged(LedgerScan.Sheet sheet, long number) {
        if (runLength == 0) {
            runStart = number;
        }
        runLength++;
        if (number == put) {
            endRun(sheet);
        }
    }

    private void endRun(LedgerScan.Sheet sheet) {
        if (runLength == 0) {
            return;
        }
        String fact = runLength == 1 ? "state is damaged" : "states are damaged: last=" + (runStart + runLength - 1);
        findings.add(new Finding(
                basis.name(sheet.file()),
                runStart,
                sheet.position(runStart),
                fact,
                runStart <= put ? DEAD : "repair makes it fresh",
                true));
        runLength = 0;
    }

    /** The first item that waits to be taken; MAX when there is none. */
    long lowestReady() {
        return lowestReady;
    }

    /** The first item that is not finished; MAX when there is none. */
    long lowestUnfinished() {
        return lowestUnfinished;
    }

    /** The last item that was ever handed out or cancelled. */
    long highestNotFresh() {
        return highestNotFresh;
    }

    /** When the first delayed item is due; MAX when there is none. */
    long firstDue() {
        return firstDue;
    }
}
