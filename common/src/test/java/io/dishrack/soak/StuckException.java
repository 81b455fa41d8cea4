package io.dishrack.soak;

/** Nothing goes on: somebody hangs. */
final class StuckException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Marks.Count count;

    StuckException(Marks.Count count, String message) {
        super(message);
        this.count = count;
    }

    /** What it counts as. */
    Marks.Count count() {
        return count;
    }
}
