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
}
