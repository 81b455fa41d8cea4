package io.dishrack;

/** Where an item is in its life. The transitions are drawn on the package page. */
public enum ItemState {
    READY(false),
    TAKEN(false),
    DELAYED(false),
    DONE(true),
    DEAD(true),
    CANCELLED(true);

    private final boolean finished;

    ItemState(boolean finished) {
        this.finished = finished;
    }

    /** Whether join no longer waits for an item in this state. */
    public boolean isFinished() {
        return finished;
    }
}
