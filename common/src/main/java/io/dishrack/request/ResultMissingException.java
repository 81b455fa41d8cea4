package io.dishrack.request;

import io.dishrack.DishrackException;
import io.dishrack.ItemState;

/** An item has ended, and what came of it is not kept any more, or could not be recorded. */
public final class ResultMissingException extends DishrackException {

    private static final long serialVersionUID = 1L;

    private final ItemState state;

    /** Of an item that ended so. */
    public ResultMissingException(long number, ItemState state) {
        super(
                Category.FAILED,
                "result is missing: item=" + number + " state=" + state
                        + "; it was put without one, is no longer kept or could not be recorded, see rack show",
                null);
        this.state = state;
    }

    /** What the item became, which is certain. */
    public ItemState state() {
        return state;
    }
}
