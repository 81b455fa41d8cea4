package io.dishrack.dryer.coprocess;

import io.dishrack.Delivery;

/**
 * Hears of the cancelling of the first unanswered item, which is the one at work, and has its coprocess stopped. Of the
 * others it hears when their turn comes.
 */
final class HeadCancel implements Runnable {

    private final Runnable stop;
    /** Guarded by this, as is whether the coprocess is being stopped. */
    private Delivery<byte[]> head;

    private boolean stopping;

    /** {@code stop} ends the coprocess; called in a thread of its own. */
    HeadCancel(Runnable stop) {
        this.stop = stop;
    }

    /** This item is the first of a batch that was sent. */
    void begin(Delivery<byte[]> first) {
        synchronized (this) {
            stopping = false;
        }
        head(null, first);
    }

    /** An item was answered, so the next one is the first. */
    void next(Delivery<byte[]> answered, Delivery<byte[]> next) {
        head(answered, next);
    }

    /** No answers will come any more. Says whether the coprocess is being stopped. */
    boolean end() {
        Delivery<byte[]> last;
        synchronized (this) {
            last = head;
        }
        head(last, null);
        return isStopping();
    }

    private void head(Delivery<byte[]> before, Delivery<byte[]> now) {
        synchronized (this) {
            head = now;
        }
        if (before != null) {
            before.onCancel(null);
        }
        if (now != null) {
            now.onCancel(this);
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** Called by the queue; perhaps about one that was the first a moment ago. */
    @Override
    public void run() {
        synchronized (this) {
            if (stopping || head == null || !head.isCancelled()) {
                return;
            }
            stopping = true;
        }
        Thread thread = new Thread(stop, "dryer-coprocess-cancel");
        thread.setDaemon(true);
        thread.start();
    }
}
