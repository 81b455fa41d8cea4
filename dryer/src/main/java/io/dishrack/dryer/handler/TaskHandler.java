package io.dishrack.dryer.handler;

import io.dishrack.Report;

/**
 * Does the work on items, in Java. Named with {@code --handler} by its {@link #name} when it is registered for {@link
 * java.util.ServiceLoader} under this interface, or by its class, which needs a public constructor without parameters.
 *
 * <p><b>Threads.</b> Each worker has an instance of its own and calls it from one thread.
 */
public interface TaskHandler extends AutoCloseable {

    /** What the operator calls it. */
    default String name() {
        return getClass().getName();
    }

    /**
     * Called once, before the first item: where classes may be found, those of the operator's {@code --classpath} too.
     */
    default void classPath(ClassLoader loader) {}

    /**
     * Does the work on one item. An interrupt asks it to give up, see {@link Task#cancelled}; what it returns or throws
     * then does not matter: the item is cancelled, has failed, or is handed back, by what was asked for.
     *
     * @return exit code 0 when the item is done, another when this attempt failed; {@link Report#NONE} is fine. An empty
     *     output stands for what was printed to {@link Task#out()}
     * @throws ItemRejectedException when trying again can't help: the item becomes a dead letter at once
     * @throws HandlerBrokenException when not the item but the handler is to blame: the item is handed back and the
     *     dryer stops
     * @throws Exception any other says that this attempt failed
     */
    Report handle(Task task) throws Exception;

    /** Called when the worker ends. */
    @Override
    default void close() {}
}
