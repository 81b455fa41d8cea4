package io.dishrack.threads;

/**
 * A wait from which one thread can be woken at once, by an interrupt that reaches it there and nowhere else: what it does
 * before and afterwards is never disturbed. For one waiting thread at a time; any thread may wake it.
 *
 * <p>A wake-up that comes while the thread does not wait is kept for its next wait, so none is missed.
 */
public final class Doze {

    private Thread waiting;
    private boolean asked;

    /** Something that waits and answers an interrupt. */
    public interface Wait<T> {
        T call() throws InterruptedException;
    }

    /**
     * Waits.
     *
     * @return what the wait brought, or null when it was woken. Woken and successful at once, it is what it brought
     * @throws InterruptedException when somebody else interrupted the thread
     */
    public <T> T during(Wait<T> wait) throws InterruptedException {
        if (!begin()) {
            return null;
        }
        try {
            return wait.call();
        } catch (InterruptedException e) {
            if (isAsked()) {
                return null;
            }
            throw e;
        } finally {
            end();
        }
    }

    /** Wakes it, now or when it is next about to wait. */
    public synchronized void wake() {
        asked = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    private synchronized boolean begin() {
        if (asked) {
            asked = false;
            return false;
        }
        waiting = Thread.currentThread();
        return true;
    }

    private synchronized boolean isAsked() {
        return asked;
    }

    /** From here on no interrupt comes because of {@link #wake}; one that came too late for the wait is taken back. */
    private synchronized void end() {
        waiting = null;
        if (asked) {
            asked = false;
            Thread.interrupted();
        }
    }
}
