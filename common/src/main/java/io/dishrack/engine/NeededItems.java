package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogReclaim;

/** The messages of all items that are neither done nor cancelled. An item that is not needed never is again. */
final class NeededItems implements LogReclaim.Need {

    private final Ledger ledger;
    private final ControlFile control;
    /** Whether dead letters are about to be cancelled. */
    private final boolean withoutDead;

    NeededItems(Ledger ledger, ControlFile control, boolean withoutDead) {
        this.ledger = ledger;
        this.control = control;
        this.withoutDead = withoutDead;
    }

    @Override
    public boolean isNeeded(long number, LogReader reader) {
        return isNeeded(ledger.wordVolatile(number));
    }

    /** Whether a word is of an item whose message is needed. */
    static boolean isNeeded(long word) {
        ItemState state = StateWord.state(word);
        return state != ItemState.DONE && state != ItemState.CANCELLED;
    }

    /** A dead letter whose message can't be read is one for that reason, and remains one. */
    @Override
    public boolean mayBeLost(long number) {
        return StateWord.state(ledger.wordVolatile(number)) == ItemState.DEAD;
    }

    /** Bytes of a segment that are not needed; of one that has nothing all. */
    long over(LogReclaim.Segment segment) {
        long frontier = control.frontierVolatile();
        long needs = count(segment.first(), Math.min(segment.last(), frontier))
                + Math.max(0, segment.last() - Math.max(frontier, segment.first() - 1));
        return segment.bytes() - (needs == 0 ? 0 : segment.bytes() / segment.count() * needs);
    }

    private boolean isCounted(long word) {
        return isNeeded(word) && !(withoutDead && StateWord.state(word) == ItemState.DEAD);
    }

    /** How many there are in a stretch. */
    long count(long first, long last) {
        long count = 0;
        for (long number = first; number <= last; ) {
            LedgerSegment segment = ledger.segment(number);
            long end = Math.min(last, segment.last());
            if (!segment.isGone() && segment.cancelledIfOver() < 0) {
                for (; number <= end; number++) {
                    count += isCounted(segment.wordVolatile(number)) ? 1 : 0;
                }
            }
            number = end + 1;
        }
        return count;
    }
}
