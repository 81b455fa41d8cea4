package io.dishrack.call;

/** Where the exception of a function is raised. It is recorded in any case. */
public enum Raise {
    /** At the caller. */
    CALLER(true, false),
    /** At the receiver, for which the call has failed: a dead letter. The caller gets an alternative value. */
    RECEIVER(false, true),
    /** At both. */
    BOTH(true, true),
    /** Nowhere: the caller gets an alternative value. */
    NEITHER(false, false);

    private final boolean atCaller;
    private final boolean atReceiver;

    Raise(boolean atCaller, boolean atReceiver) {
        this.atCaller = atCaller;
        this.atReceiver = atReceiver;
    }

    public boolean isAtCaller() {
        return atCaller;
    }

    public boolean isAtReceiver() {
        return atReceiver;
    }
}
