package io.dishrack;

import java.time.Duration;

/**
 * Reads final results in the order in which items ended, each item once: an attempt whose process died after it wrote
 * its result but before the item was finished is left out. An item that was redriven after it was told as a dead letter
 * is told once more when it ends again. Of an item so old that its state was reclaimed while its results are kept, the
 * first that is recorded as done is told. For one thread at a time.
 */
public interface ResultFeed extends AutoCloseable {

    /**
     * The next final result (DONE or DEAD), waiting at most {@code timeout}.
     *
     * @return the result, or null when there was none in time
     */
    Result poll(Duration timeout) throws InterruptedException;

    /**
     * How many records were deleted before they were read, for the sake of the bound that the queue was made with: final
     * results, and of attempts that failed. Nothing that is not final is ever told by {@link #poll}, so as many results
     * or fewer are missing.
     */
    long missed();

    /**
     * Waits until there may be something new, at most {@code timeout}: a result, or items that ended without one since
     * they were cancelled or the queue was shut down at once, see {@link JoinableQueue#state}. May return early.
     */
    void awaitNews(Duration timeout) throws InterruptedException;

    /**
     * Where the last record stands now. A result stands before the end that there was when its item was seen to be done.
     */
    long end();

    /**
     * All records up to here have been read. A poll that brings nothing need not have come to the {@link #end}: a result
     * whose item is just about to be settled, or whose taker died in that moment, holds up those behind it.
     */
    long position();

    @Override
    void close();
}
