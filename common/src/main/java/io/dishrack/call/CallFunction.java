package io.dishrack.call;

/**
 * A function that can be called from other processes. Called by many threads at the same time.
 *
 * @param <A> its arguments
 * @param <R> its value
 */
public interface CallFunction<A, R> {

    /** The value; what it throws is brought to where the caller wants it raised. */
    R call(A arguments, Call call) throws Exception;
}
