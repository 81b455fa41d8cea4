package io.dishrack.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that runs in a thread of its own, seen from the test; see {@link Background}. */
public final class Running<T> {

    /** How long something is watched that must go on waiting. */
    private static final long WATCH_MILLIS = 120;

    private final String name;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final FutureTask<T> task;
    private final Thread thread;

    Running(String name, Callable<T> work) {
        this.name = name;
        this.task = new FutureTask<>(() -> {
            begun.countDown();
            return work.call();
        });
        this.thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What it returned, waiting for it at most {@link Await#DEADLINE}; what it threw is thrown. */
    public T get() throws Exception {
        try {
            return task.get(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError("still runs at the deadline: " + name);
            late.setStackTrace(thread.getStackTrace());
            throw late;
        }
    }

    /** Asserts that it ends by throwing that. */
    public <E extends Throwable> E failure(Class<E> type) {
        return assertThrows(type, this::get, name);
    }

    /** Asserts that it has begun and does not end while it is watched for a moment. */
    public void stillWaits() throws InterruptedException {
        begun.await();
        try {
            T value = task.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
            fail(name + " did not wait, it returned " + value);
        } catch (ExecutionException e) {
            fail(name + " did not wait, it threw", e.getCause());
        } catch (TimeoutException e) {
            assertInstanceOf(TimeoutException.class, e);
        }
    }

    /** Whether it has returned or thrown. */
    public boolean ended() {
        return task.isDone();
    }

    /** Interrupts its thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Interrupts it and waits for its thread to end. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(Await.DEADLINE.toMillis());
        if (thread.isAlive()) {
            AssertionError stuck = new AssertionError("ignores its interrupt: " + name);
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }
}
