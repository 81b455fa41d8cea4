package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;

/** A message is missing or damaged; others can be read. */
public class DamagedMessageException extends QueueUnusableException {

    private static final long serialVersionUID = 1L;

    DamagedMessageException(String message) {
        super(message);
    }
}
