package io.dishrack.pool;

import io.dishrack.Report;

/**
 * What is done with an item. Called by many threads at the same time.
 *
 * @param <T> the items
 */
public interface Work<T> {

    /**
     * Does the work. An interrupt, or {@link Job#isCancelled()}, asks it to give up.
     *
     * @return what came of it: with exit code 0 the item is done, else this attempt failed; null is {@link Report#NONE}
     * @throws RejectedWorkException when trying again can't help: the item becomes a dead letter at once
     * @throws Exception any other says that this attempt failed; the worker lives on
     */
    Report work(Job<T> job) throws Exception;
}
