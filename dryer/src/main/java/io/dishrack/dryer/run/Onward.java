package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import io.dishrack.DishrackException;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Where the output of items goes that are done: into the next queue of a pipeline, in one step with their end, or
 * nowhere. The key of an item and the wish for its result go along. Thread-safe.
 */
public final class Onward {

    /** For a dryer whose items end here. */
    public static final Onward NOWHERE = new Onward(null, true);

    private static final Report PASSED_BEFORE =
            Report.failure(0, "was passed on before its dryer died or lost it; not run again");

    private final JoinableQueue<byte[]> next;
    private final boolean exact;

    /**
     * Into that queue, which the caller closes.
     *
     * @param exact whether the newline is kept that ends most outputs
     */
    public Onward(JoinableQueue<byte[]> next, boolean exact) {
        this.next = next;
        this.exact = exact;
    }

    /** Whether there is a next queue. */
    boolean leadsOn() {
        return next != null;
    }

    /** Whether what came of an item is in the next queue: somebody passed it on and did not live to acknowledge it. */
    boolean has(Delivery<byte[]> delivery) {
        return leadsOn() && guarded(() -> next.find(delivery.origin())) != 0;
    }

    /** Ends an item that was passed on before. */
    Outcome acknowledge(Delivery<byte[]> delivery) throws InterruptedException {
        return pass(delivery, PASSED_BEFORE);
    }

    /** Ends an item; an empty output is not passed on. */
    Outcome done(Delivery<byte[]> delivery, Report report) throws InterruptedException {
        return leadsOn() && report.output().length > 0 ? pass(delivery, report) : delivery.done(report);
    }

    private Outcome pass(Delivery<byte[]> delivery, Report report) throws InterruptedException {
        ItemOptions options = ItemOptions.NONE.withKey(delivery.key()).withKeepResult(delivery.wantsResult());
        try {
            return delivery.doneInto(next, item(report.output()), options, report);
        } catch (DishrackException e) {
            throw new OnwardException(e);
        }
    }

    private <R> R guarded(Supplier<R> step) {
        try {
            return step.get();
        } catch (DishrackException e) {
            throw new OnwardException(e);
        }
    }

    private byte[] item(byte[] output) {
        int end = output.length;
        boolean ends = !exact && end > 0 && output[end - 1] == '\n';
        return ends ? Arrays.copyOf(output, end - 1) : output;
    }
}
