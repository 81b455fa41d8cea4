package io.dishrack;

import java.util.function.LongSupplier;

/** A handle's process among those that have the queue open: what it shows of itself, and what others ask of it. */
public interface Presence {

    /**
     * Asks other processes to take no more and to close their handles once what runs is finished; theirs it is to do so,
     * as dryers do. Who waits for an item notices at once, others within 100 ms. Nobody is stopped by force.
     *
     * @param pid as the process sees it itself, see {@link ProcessInfo#pid}
     * @return how many living handles were asked; those that were asked before count too
     */
    int dismiss(long pid);

    /** Whether this handle's process was asked to end its work. */
    boolean isDismissed();

    /** Has something called once, by a thread of the handle, when this process is asked; at once if it was already. */
    void onDismissed(Runnable listener);

    /**
     * Lets {@link ProcessInfo#busySinceMillis} tell since when this process has been at the item that it has been at
     * longest.
     *
     * @param sinceMillis asked ten times a second: milliseconds since 1970, or 0 while there is no such item
     */
    void onBusy(LongSupplier sinceMillis);
}
