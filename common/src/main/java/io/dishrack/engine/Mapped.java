package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.CutFile;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a file is cut while it is mapped, or its disk fails, the virtual machine throws an InternalError: at the access
 * or a little later. Callers get it as what it means. Nothing that was not acknowledged before counts as done.
 */
final class Mapped {

    private Mapped() {}

    /** Calls a step that reads or writes mapped files. */
    static <T> T call(Path queue, Supplier<T> step) {
        try {
            return callOnce(queue, step);
        } catch (InternalError e) {
            // A second failed access is told while the first one is dealt with.
            throw lost(queue, e);
        }
    }

    private static <T> T callOnce(Path queue, Supplier<T> step) {
        try {
            T value = step.get();
            // Here, not later in the caller's code.
            CutFile.tell();
            return value;
        } catch (InternalError e) {
            throw lost(queue, e);
        }
    }

    /** What an InternalError means. */
    static QueueUnusableException lost(Path queue, InternalError e) {
        return new QueueUnusableException(
                "a file of the queue was cut while it was in use, or its disk fails: queue=" + queue + " reason="
                        + e.getMessage() + "; see rack verify and rack repair",
                e);
    }
}
