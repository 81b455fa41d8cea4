package io.dishrack;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at a queue without changing it; works when all its processes are dead, and while they work. */
public interface QueueInspector extends AutoCloseable {

    /** Counts and processes. */
    QueueStatus status();

    /**
     * Walks the items in the given states in put order; those that were reclaimed are left out.
     *
     * @param states which; all of {@link ItemState} when empty
     * @param visitor gets each item and says whether to go on
     */
    void items(Set<ItemState> states, Predicate<ItemView> visitor);

    /** One item, or null when there is none of that number, or it was reclaimed. */
    ItemView item(long number);

    /** Whether there was an item of that number which was done or cancelled, and of which no payload is kept. */
    boolean isReclaimed(long number);

    /**
     * Where an item is in its life, also one that was reclaimed; null when there is none of that number, or when it is
     * not known any more whether one that was reclaimed had been done or cancelled.
     */
    ItemState state(long number);

    /** What a {@link JoinableQueue#purge} would delete now, estimated. */
    QueuePurge purgeable(boolean dead);

    /**
     * What befell an item, oldest first. Failures and dead letters are always recorded, done when the result was asked
     * for. What only others could record, since its process was dead or frozen, is written as soon as there is room for
     * it, unless they die before. Reads all results that are kept: the more there are, the longer it takes.
     */
    List<HistoryEntry> history(long number);

    /**
     * A feed of final results; see {@link JoinableQueue#results}. Looks ten times a second while it waits, since who
     * changes nothing can't be woken.
     */
    ResultFeed results(boolean fromStart);

    @Override
    void close();
}
