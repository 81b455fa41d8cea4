package io.dishrack.request;

/** Requests are pending and no worker lives that could work on them. They stay in the queue. */
public final class NoWorkersAvailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** When that many are pending. */
    public NoWorkersAvailableException(long pending) {
        super("no workers available: pending=" + pending + "; start a dryer and wait again, nothing is lost");
    }
}
