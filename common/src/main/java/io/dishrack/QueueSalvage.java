package io.dishrack;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Works on the files of a queue whatever state they are in: tells what is damaged, brings out what can be read. Needs
 * no living process; works beside living ones, and says then what can't be judged.
 *
 * <p>Time is in proportion to the size of the files, memory to the largest of their messages, whatever stands in them.
 */
public interface QueueSalvage {

    /** Hears how far a long step is. */
    @FunctionalInterface
    interface Meter {

        /** For those who don't listen. */
        Meter NONE = (read, total) -> {};

        /** So many bytes were read, of about so many; a step that reads twice begins again. */
        void read(long read, long total);
    }

    /** Has a meter told of the steps to come, often. */
    void meter(Meter meter);

    /**
     * Reads everything and changes nothing.
     *
     * @param visitor gets each finding
     */
    QueueCheck verify(Consumer<Finding> visitor);

    /**
     * Walks all items that can be read, in put order, also when the files that say in which state they are can't.
     *
     * @param visitor gets each item, its state null when it is not known, and says whether to go on
     * @param damages gets what can't be read
     */
    void items(Predicate<ItemView> visitor, Consumer<Finding> damages);

    /**
     * Mends what can be mended from what is whole, quarantines the rest, and loses no item that can be read. An item
     * whose message can't be read becomes a dead letter; so does one whose state is lost, unless a result proves its
     * end.
     *
     * @param execute whether to do it; else it is only told
     * @param visitor gets what is damaged, with what is done about it
     * @throws QueueUnusableException when a process has the queue open, or the files can't be written
     */
    QueueRepair repair(boolean execute, Consumer<Finding> visitor);
}
