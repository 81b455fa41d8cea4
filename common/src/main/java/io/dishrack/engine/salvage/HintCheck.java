package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;

/**
 * Checks the words of control against the log and the ledger. Assumes that nobody is at work. Where a process died and
 * was not cleaned up after, the next one that opens the queue makes the hints anew, and only what it relies on counts.
 */
final class HintCheck {

    private static final String REBUILT = "repair rebuilds control from the item log and the ledger";

    private final Basis basis;
    private final Findings findings;
    private final LedgerCheck ledger;
    private final LogCheck items;

    HintCheck(Basis basis, Findings findings, LedgerCheck ledger, LogCheck items) {
        this.basis = basis;
        this.findings = findings;
        this.ledger = ledger;
        this.items = items;
    }

    void run() {
        ControlFile control = basis.control.control();
        if (control == null || !basis.control.damagedWords().isEmpty()) {
            return;
        }
        long published = control.publishedVolatile();
        long frontier = control.frontierVolatile();
        boolean clean = isClean();
        // A writer that died before it published is in a slot that is still in use.
        require(
                !clean || published >= items.lastReadable(),
                ControlDescriptor.PUBLISHED_OFFSET,
                "items are not published");
        require(frontier <= published, ControlDescriptor.FRONTIER_OFFSET, "numbers were offered that were not put");
        require(
                frontier >= ledger.highestNotFresh(),
                ControlDescriptor.FRONTIER_OFFSET,
                "an item was handed out that counts as not offered: number=" + ledger.highestNotFresh());
        require(
                control.finishedUpToVolatile() < ledger.lowestUnfinished(),
                ControlDescriptor.FINISHED_UP_TO_OFFSET,
                "an unfinished item counts as finished: number=" + ledger.lowestUnfinished());
        if (clean) {
            hints(control, frontier);
        }
        cycles();
    }

    private void hints(ControlFile control, long frontier) {
        require(
                ledger.lowestReady() > frontier
                        || ControlFile.lowest(control.returnedVolatile()) <= ledger.lowestReady(),
                ControlDescriptor.RETURNED_OFFSET,
                "an item that waits would be overlooked: number=" + ledger.lowestReady());
        require(
                control.nextDueVolatile() <= ledger.firstDue(),
                ControlDescriptor.NEXT_DUE_OFFSET,
                "a retry would be overlooked: due=" + ledger.firstDue());
    }

    private void cycles() {
        long cycle = basis.word(ControlDescriptor.LOG_OFFSET + ControlDescriptor.LOG_CYCLE)
                .orElse(0);
        // One more without a message: its maker died before it went on there, and the next writer uses it.
        boolean justMade = items.lastCycle() == cycle + 1 && !items.firsts().containsKey(items.lastCycle());
        require(
                cycle >= items.lastCycle() || justMade,
                ControlDescriptor.LOG_OFFSET + ControlDescriptor.LOG_CYCLE,
                "segment written now is " + cycle + " and the last file is of " + items.lastCycle());
        items.firsts().forEach((segment, first) -> {
            int offset = ControlDescriptor.ITEM_CYCLES_OFFSET + segment % ControlDescriptor.CYCLES * Long.BYTES;
            require(
                    segment == 0 || segment > cycle || basis.word(offset).orElse(0) == first,
                    offset,
                    "first number of segment " + segment + " is not " + first);
        });
    }

    /** Whether every process that had it open left in order. */
    private boolean isClean() {
        for (int slot = 0; slot < ControlDescriptor.SLOTS; slot++) {
            if (basis.word(ControlDescriptor.slotOffset(slot)).orElse(1) != 0) {
                return false;
            }
        }
        return true;
    }

    private void require(boolean holds, int offset, String fact) {
        if (!holds) {
            findings.add(new Finding(ControlFile.NAME, 0, offset, fact, REBUILT, true));
        }
    }
}
