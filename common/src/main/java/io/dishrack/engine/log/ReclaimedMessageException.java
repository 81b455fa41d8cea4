package io.dishrack.engine.log;

/** A message is no more: its item was finished, and its segment deleted to make room. No damage, though not readable. */
public final class ReclaimedMessageException extends DamagedMessageException {

    private static final long serialVersionUID = 1L;

    ReclaimedMessageException(long number, Object folder) {
        super("message was reclaimed: number=" + number + " folder=" + folder
                + "; finished items are kept as long as the queue was made to keep them");
    }
}
