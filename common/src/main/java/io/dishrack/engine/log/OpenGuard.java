package io.dishrack.engine.log;

import java.util.function.Supplier;

/**
 * Lets one process at a time open Chronicle's files. Chronicle locks them itself while it does, but gives up after 10 s
 * when the other is frozen; what guards here is fenced.
 */
@FunctionalInterface
public interface OpenGuard {

    /** For those who only look, and can't lock anything. */
    OpenGuard NONE = Supplier::get;

    /** Runs a step that opens files. A supplier of Object, so that a lambda can be a guard. */
    Object guard(Supplier<Object> opening);
}
