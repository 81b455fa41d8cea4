package io.dishrack.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Lets a program decide what SIGINT, SIGTERM and SIGHUP do. A shutdown hook can't: it neither tells a signal from a
 * normal end nor hears a second one, and the exit code is no longer its own.
 *
 * <p>{@code sun.misc.Signal} is an exported API of the module {@code jdk.unsupported}; it is called by reflection because
 * the compiler warns of it without a way to say that this is meant. Where it is missing, signals keep their default.
 */
public final class Signals {

    public static final int HANGUP = 1;
    public static final int INTERRUPT = 2;
    public static final int TERMINATE = 15;

    private Signals() {}

    /**
     * Gives the three signals to a handler, which is called with the signal's number in a thread of its own.
     *
     * @return whether it could
     */
    public static boolean handle(IntConsumer handler) {
        return handle("INT", handler) & handle("TERM", handler) & handle("HUP", handler);
    }

    /** Has something done when the terminal's size changes; where that can't be heard it never is. */
    public static void onResize(Runnable listener) {
        handle("WINCH", signal -> listener.run());
    }

    private static boolean handle(String name, IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Method number = signal.getMethod("getNumber");
            Object proxy = Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> switch (method.getName()) {
                        case "handle" -> {
                            handler.accept((Integer) number.invoke(args[0]));
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == args[0];
                        default -> "handler of SIG" + name;
                    });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException e) {
            return false; // not this JVM, or the signal is taken, or it runs with -Xrs
        }
    }

    /** The exit code of a program that a signal ended. */
    public static int exitCode(int signal) {
        return 128 + signal;
    }
}
