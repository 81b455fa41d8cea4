package io.dishrack.call;

/** A function threw, and its caller wanted that to be raised at the receiver. Its cause is what was thrown. */
public final class CallFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private int handled = 1;

    CallFailedException(long number, Throwable thrown) {
        super("call failed: item=" + number + " exception=" + thrown + "; the caller asked to raise it here", thrown);
    }

    CallFailedException handled(int count) {
        handled = count;
        return this;
    }

    /** How many calls were handled, this one included. */
    public int handled() {
        return handled;
    }
}
