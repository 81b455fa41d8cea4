package io.dishrack.request;

import java.time.Duration;

/** A bounded queue stayed full; nothing was put. */
public final class QueueFullException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** For so long. */
    public QueueFullException(Duration timeout) {
        super("queue is full: waited=" + timeout.toMillis() + "ms; wait longer, or add workers");
    }
}
