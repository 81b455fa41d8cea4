package io.dishrack.request;

/** All requests of this batch have been handed out: there is nothing to poll or wait for. */
public final class NoResultsPendingException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** When that many were handed out. */
    public NoResultsPendingException(long handedOut) {
        super("no results pending: handed_out=" + handedOut + "; add requests before you poll");
    }
}
