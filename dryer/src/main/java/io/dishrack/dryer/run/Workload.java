package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import java.util.List;

/** Does the work of one worker; used by its thread only. */
public interface Workload extends AutoCloseable {

    /** How many items to claim at once when the operator did not say. */
    int appetite();

    /**
     * Works on items in their order and settles every one of them. When a stop is asked for, those that were not begun
     * are released.
     */
    void work(List<Delivery<byte[]>> batch) throws InterruptedException;

    /** Called by another thread, besides an interrupt of the worker, when what runs is to end at once. */
    void abort();

    /** Called when the worker ends. */
    @Override
    void close();

    /** Makes the workload of each worker. */
    interface Factory {

        /**
         * The workload of a worker.
         *
         * @param worker its number, from 0
         */
        Workload make(int worker, Control control, Settler settler);
    }
}
