package io.dishrack.call;

import io.dishrack.request.Request;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A call that can be made: a function by its name and encoded arguments, which is what crosses processes where a lambda
 * does not. Made by {@link RemoteFunction#task}; for {@link CallExecutor}, or to be called by hand, as often as one likes.
 *
 * @param <R> the function's value
 */
public final class RemoteTask<R> implements Callable<R> {

    private final RemoteFunction<?, R> function;
    private final byte[] payload;

    RemoteTask(RemoteFunction<?, R> function, byte[] payload) {
        this.function = function;
        this.payload = payload;
    }

    /** Calls and waits for the value: not here, but by whoever takes the call. */
    @Override
    public R call() throws InterruptedException {
        return function.await(start(Function.identity()));
    }

    /** As a task without a value, for {@link CallExecutor#execute}. */
    public Runnable asRunnable() {
        return new Plain(this);
    }

    <T> Request<T> start(Function<? super R, ? extends T> then) throws InterruptedException {
        return function.start(payload, then);
    }

    boolean isOf(Caller caller) {
        return function.isOf(caller);
    }

    /** The same, for who wants a Runnable. */
    record Plain(RemoteTask<?> task) implements Runnable {

        @Override
        public void run() {
            try {
                task.call();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
