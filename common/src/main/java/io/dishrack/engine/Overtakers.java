package io.dishrack.engine;

import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.MessageHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Items that run while one put before them of the same key is unfinished again: it was a dead letter, they went on, and it
 * was redriven. It waits for them; what is claimed after it was redriven waits for it. Thread-safe.
 */
final class Overtakers {

    private final Core core;
    private List<Overtaker> running = List.of();
    /** The count of redrives for which that holds; none at first. */
    private long redrives = -1;

    Overtakers(Core core) {
        this.core = core;
    }

    private record Overtaker(long number, byte[] key) {}

    /**
     * Whether an item behind this one, of its key, is in somebody's hands. Assumes that this one is READY, or taken,
     * and that the file of keys tells that it was redriven.
     */
    synchronized boolean anyOf(byte[] key, long number) {
        long now = core.control.redrivesVolatile();
        // Who takes one afterwards finds out that what was redriven is unfinished. While a redrive goes on, more is.
        if (now != redrives || ControlFile.isRedriving(now)) {
            look();
            redrives = now;
        }
        running.removeIf(each -> !isTaken(each.number));
        return running.stream().anyMatch(each -> each.number > number && Arrays.equals(each.key, key));
    }

    private boolean isTaken(long number) {
        return StateWord.isTaken(core.ledger.segment(number).wordIfWhole(number));
    }

    private void look() {
        List<Overtaker> found = new ArrayList<>();
        long first = core.control.finishedUpToVolatile() + 1;
        core.ledger.visitWhole(first, core.control.frontierVolatile(), (segment, number, word) -> {
            MessageHead head = StateWord.isTaken(word) ? core.keys.head(number) : null;
            if (head != null && head.key().length > 0) {
                found.add(new Overtaker(number, head.key()));
            }
            return true;
        });
        running = found;
    }
}
