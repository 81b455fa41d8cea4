package io.dishrack;

/** The queue was shut down: puts are refused, and so are takes once nothing is left to take. */
public final class QueueClosedException extends DishrackException {

    private static final long serialVersionUID = 1L;

    /** For the queue of that name. */
    public QueueClosedException(String queue) {
        super(Category.CLOSED, "queue is closed: queue=" + queue + "; reopen it or use another", null);
    }
}
