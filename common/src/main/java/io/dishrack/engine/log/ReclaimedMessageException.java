package io.dishrack.engine.log;

import java.nio.file.Path;

/** A message is no more: its item was finished, and its segment deleted to make room. No damage, though not readable. */
public final class ReclaimedMessageException extends DamagedMessageException {

    private static final long serialVersionUID = 1L;

    private final long number;
    private final String folder;

    ReclaimedMessageException(long number, Path folder) {
        super("message was reclaimed: number=" + number + " folder=" + folder
                + "; finished items are kept as long as the queue was made to keep them");
        this.number = number;
        this.folder = folder.resolve(KeptMessages.FOLDER).toString();
    }

    /** What is to be told instead when the item was not finished: there was a copy, and it is damaged. */
    public DamagedMessageException ofUnfinished() {
        return Frame.damaged("its copy is missing or damaged,", number, folder);
    }
}
