package io.dishrack.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The deliveries of a handle that want to hear of their cancelling. A thread that listens to one at a time, as a worker
 * does, pays a swap to begin and one to end, and no memory: it finds a place of its own nearly always free.
 */
final class CancelWatched {

    private static final int PLACES = 16;
    /** Places are a cache line apart. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<FolderDelivery> places = new AtomicReferenceArray<>(PLACES * STRIDE);
    /** Those that found their thread's place taken. */
    private final Set<FolderDelivery> others = ConcurrentHashMap.newKeySet();

    /** One that is not there yet. */
    void add(FolderDelivery delivery) {
        if (!places.compareAndSet(ownPlace(), null, delivery)) {
            others.add(delivery);
        }
    }

    /** Says whether it was there; of several threads one is told so. */
    boolean remove(FolderDelivery delivery) {
        if (places.compareAndSet(ownPlace(), delivery, null)) {
            return true;
        }
        for (int i = 0; i < PLACES; i++) {
            if (places.get(i * STRIDE) == delivery && places.compareAndSet(i * STRIDE, delivery, null)) {
                return true;
            }
        }
        return others.remove(delivery);
    }

    boolean isEmpty() {
        for (int i = 0; i < PLACES; i++) {
            if (places.get(i * STRIDE) != null) {
                return false;
            }
        }
        return others.isEmpty();
    }

    void forEach(Consumer<FolderDelivery> action) {
        for (int i = 0; i < PLACES; i++) {
            FolderDelivery delivery = places.get(i * STRIDE);
            if (delivery != null) {
                action.accept(delivery);
            }
        }
        others.forEach(action);
    }

    private static int ownPlace() {
        return (int) (Thread.currentThread().getId() % PLACES) * STRIDE;
    }
}
