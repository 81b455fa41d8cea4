package io.dishrack.bench.others;

import io.dishrack.bench.lab.Lab;

/** Another queue that can do the work. */
interface Peer {

    /** For the table. */
    String name();

    /** What a put that was answered survives, in its own words. */
    String durability();

    /** Why it can't be measured here, or null. */
    String missing(Lab lab);

    /** Items a second, from the first put to the last acknowledgement, on a fresh queue, after a smaller run. */
    double rate(Lab lab, Work work) throws Exception;

    /**
     * What is to be done.
     *
     * @param items of {@code size} bytes, put one by one, taken one by one, acknowledged one by one
     */
    record Work(long items, int size, int dryers) {

        Work warmUp() {
            return new Work(items / 4, size, dryers);
        }
    }
}
