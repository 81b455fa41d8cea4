package io.dishrack.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The answer of a {@link QueueChild}, now or later. */
public final class Reply {

    private static final long WATCH_MILLIS = 150;

    private final String request;
    private final QueueChild child;
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean ok;
    private volatile String text;

    Reply(String request, QueueChild child) {
        this.request = request;
        this.child = child;
    }

    void complete(String verdict, String answer) {
        ok = verdict.equals("ok");
        text = answer;
        told.countDown();
    }

    /** What it answered; an {@link AssertionError} when it failed, died or was late. */
    public String get() throws InterruptedException {
        await();
        if (!ok) {
            throw new AssertionError(child.process() + " failed: request=" + request + " failure=" + text);
        }
        return text;
    }

    /** The exception it failed with: class name and message. */
    public String failure() throws InterruptedException {
        await();
        if (ok) {
            throw new AssertionError(child.process() + " did not fail: request=" + request + " answer=" + text);
        }
        return text;
    }

    /** Asserts that there is no answer while it is watched for a moment. */
    public void stillWaits() throws InterruptedException {
        if (told.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError(child.process() + " did not wait: request=" + request + " answer=" + text);
        }
    }

    /** Whether there is an answer. */
    public boolean ended() {
        return told.getCount() == 0;
    }

    private void await() {
        Await.until(
                child.process() + " answers " + request + "; errors: "
                        + child.process().errors(),
                () -> {
                    if (!ended() && !child.process().isAlive()) {
                        child.process().waitFor();
                        if (!ended()) {
                            throw new AssertionError(child.process() + " died before it answered " + request
                                    + "; its errors: " + child.process().errors());
                        }
                    }
                    return ended();
                });
    }
}
