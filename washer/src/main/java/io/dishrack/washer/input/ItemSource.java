package io.dishrack.washer.input;

import java.io.IOException;

/** A form of input. For one thread. */
public interface ItemSource {

    /**
     * Waits for the next item and adds it, and with it those that are here already, until the batch is full. Never waits
     * for a second one: a slow producer's item goes on at once.
     *
     * @return false when the input has ended and nothing was added
     * @throws BadInputException when the input is not in its form; what was added before is good
     */
    boolean fill(Batch batch) throws IOException;
}
