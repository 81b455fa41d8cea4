package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogReclaim;

/** What was recorded of items that are dead letters now: why, and by whom. */
final class NeededResults implements LogReclaim.Need {

    private final Core core;

    NeededResults(Core core) {
        this.core = core;
    }

    @Override
    public boolean isNeeded(long number, LogReader reader) {
        try {
            reader.read(number);
            long item = ResultCodec.decode(reader.payload()).result().number();
            return item >= 1
                    && item <= core.control.frontierVolatile()
                    && StateWord.state(core.ledger.wordVolatile(item)) == ItemState.DEAD;
        } catch (QueueUnusableException e) {
            return false; // nobody can read it
        }
    }

    @Override
    public boolean mayBeLost(long number) {
        return true;
    }
}
