package io.dishrack.call;

import io.dishrack.Codec;
import io.dishrack.ItemOptions;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.request.Request;
import io.dishrack.request.WorkFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A function as its caller sees it. Immutable; the {@code with...} methods return a changed copy. Thread-safe.
 *
 * @param <A> its arguments
 * @param <R> its value
 */
public final class RemoteFunction<A, R> {

    private final Caller caller;
    private final String name;
    private final Codec<A> arguments;
    private final Codec<R> value;
    private final Terms<R> terms;

    /** What a caller may choose. */
    private record Terms<R>(Raise raise, R alternative, ItemOptions options, Duration room) {}

    RemoteFunction(Caller caller, String name, Codec<A> arguments, Codec<R> value) {
        this(caller, name, arguments, value, new Terms<>(Raise.CALLER, null, ItemOptions.WITH_RESULT, Caller.FOREVER));
    }

    private RemoteFunction(Caller caller, String name, Codec<A> arguments, Codec<R> value, Terms<R> terms) {
        this.caller = caller;
        this.name = name;
        this.arguments = arguments;
        this.value = value;
        this.terms = terms;
    }

    private RemoteFunction<A, R> with(Terms<R> changed) {
        return new RemoteFunction<>(caller, name, arguments, value, changed);
    }

    /**
     * Says where the function's exception is raised; the default is at the caller.
     *
     * @param alternative the value when it is not raised at the caller
     */
    public RemoteFunction<A, R> withRaise(Raise raise, R alternative) {
        return with(new Terms<>(raise, alternative, terms.options, terms.room));
    }

    /** Says how long to wait for room in a bounded queue; the default is as long as it takes. */
    public RemoteFunction<A, R> withRoom(Duration timeout) {
        return with(new Terms<>(terms.raise, terms.alternative, terms.options, timeout));
    }

    /** Says more about the items that calls are: key, priority, time. */
    public RemoteFunction<A, R> withOptions(ItemOptions options) {
        return with(new Terms<>(terms.raise, terms.alternative, options, terms.room));
    }

    /**
     * Calls and keeps hold of the call: to wait for it, to collect it, to {@linkplain Request#cancel cancel} it.
     *
     * @throws io.dishrack.request.QueueFullException when there was no room in time
     */
    public Request<R> start(A input) throws InterruptedException {
        return start(payload(input), Function.identity());
    }

    /** A call to be made later; the arguments are encoded now. */
    public RemoteTask<R> task(A input) {
        return new RemoteTask<>(this, payload(input));
    }

    private byte[] payload(A input) {
        return new CallFrame(terms.raise, name, arguments.encode(input)).encode();
    }

    /** Calls; what the value becomes by {@code then} is what the request brings. */
    <T> Request<T> start(byte[] payload, Function<? super R, ? extends T> then) throws InterruptedException {
        Terms<R> chosen = terms;
        return caller.submit(
                payload, chosen.options, chosen.room, (result, id) -> then.apply(read(result, id, chosen)));
    }

    boolean isOf(Caller other) {
        return caller == other;
    }

    private R read(Result result, String id, Terms<R> chosen) {
        Report report = result.report();
        if (report.thrown() != null && !chosen.raise.isAtCaller()) {
            return chosen.alternative;
        }
        if (report.thrown() != null || !result.succeeded()) {
            throw new WorkFailedException(result, id);
        }
        return value.decode(report.output());
    }

    /** Calls and returns at once, when there is room. The future ends, and is cancelled, as {@link Request#future()} is. */
    public CompletableFuture<R> callAsync(A input) throws InterruptedException {
        return start(input).future();
    }

    /** Calls and waits for the value. */
    public R call(A input) throws InterruptedException {
        return await(start(input));
    }

    R await(Request<R> request) throws InterruptedException {
        try {
            return request.get(Caller.FOREVER);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Calls and waits for the value, at most {@code timeout}; the call goes on after that. Who wants to cancel it then
     * calls with {@link #start}.
     *
     * @throws WorkFailedException what the function threw, as text
     * @throws java.util.concurrent.CancellationException when the call was cancelled
     * @throws TimeoutException when it was not answered in time
     */
    public R call(A input, Duration timeout) throws InterruptedException, TimeoutException {
        return start(input).get(timeout);
    }
}
