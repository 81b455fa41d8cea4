package io.dishrack.call;

import java.util.function.BooleanSupplier;

/**
 * A call that runs, as its function sees it.
 *
 * @param name of the function
 * @param number of the call's item in the queue
 * @param attempt which hand-out of it, from 1: more when those who had it before died
 * @param cancellation whether the value is no longer wanted
 */
public record Call(String name, long number, int attempt, BooleanSupplier cancellation) {

    /** Whether the value is no longer wanted. The thread is interrupted at that moment. */
    public boolean isCancelled() {
        return cancellation.getAsBoolean();
    }
}
