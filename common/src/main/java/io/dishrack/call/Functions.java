package io.dishrack.call;

import io.dishrack.Codec;
import io.dishrack.Report;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The functions that may be called, by name. Thread-safe. */
public final class Functions {

    private final Map<String, CallFunction<byte[], byte[]>> byName = new ConcurrentHashMap<>();

    /** All those that {@link CallService}s of a class loader bring. */
    public static Functions of(ClassLoader loader) {
        Functions functions = new Functions();
        ServiceLoader.load(CallService.class, loader).forEach(service -> service.register(functions));
        return functions;
    }

    /**
     * Registers a function; of several with the same name the last one counts.
     *
     * @param arguments how its arguments are encoded
     * @param value how its value is encoded
     */
    public <A, R> Functions register(String name, Codec<A> arguments, Codec<R> value, CallFunction<A, R> function) {
        new CallFrame(Raise.CALLER, name, Report.NONE.output()); // checks the name
        byName.put(name, (bytes, call) -> {
            R result = function.call(arguments.decode(bytes), call);
            return result == null ? Report.NONE.output() : value.encode(result);
        });
        return this;
    }

    /** Registers a function that needs to know nothing but its arguments. */
    public <A, R> Functions register(String name, Codec<A> arguments, Codec<R> value, Function<A, R> function) {
        return register(name, arguments, value, (A input, Call call) -> function.apply(input));
    }

    /** How a call ended. */
    public record Answer(Report report, Throwable thrown, Raise raise) {

        /** Whether the call has failed for the receiver. */
        public boolean isRaisedHere() {
            return thrown != null && raise.isAtReceiver();
        }
    }

    /** A call as it was taken. Says how to run it. */
    public interface Context {

        /** What the function is told. */
        Call call(String name);
    }

    /**
     * Runs a call.
     *
     * @param payload of its item
     * @return the value as output of the report, or the exception as text in it
     */
    public Answer run(byte[] payload, Context context) {
        Raise raise = Raise.BOTH;
        try {
            CallFrame frame = CallFrame.decode(payload);
            CallFunction<byte[], byte[]> function = byName.get(frame.name());
            if (function == null) {
                throw new IllegalArgumentException("no such function: name=" + frame.name() + " known="
                        + String.join(",", new TreeSet<>(byName.keySet())) + "; register it where calls are received");
            }
            raise = frame.raise();
            return new Answer(Report.of(function.call(frame.arguments(), context.call(frame.name()))), null, raise);
        } catch (Throwable e) {
            Report report = raise.isAtReceiver() ? Report.failure(e) : Report.answer(e);
            return new Answer(report, e, raise);
        }
    }
}
