package io.dishrack.engine;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The deliveries of a handle that want to hear of their cancelling. A thread that listens to one at a time, as a worker
 * does, pays a store to begin and one to end: it has a place of its own.
 *
 * <p>Those stores are not fenced, which would cost more than the rest of it. So whoever looks may miss for a moment what
 * was just added, while the adder misses what was just said to the one who looks; {@link CancelWatch} therefore looks
 * again after a moment, when the stores of then are long visible.
 */
final class CancelWatched {

    /** Where a thread's delivery stands; written by that thread, and emptied by who tells it. */
    record Place(Thread owner, AtomicReference<FolderDelivery> held) {}

    private final ThreadLocal<Place> own = new ThreadLocal<>();
    /** Places live as long as their threads. */
    private final List<WeakReference<Place>> places = new CopyOnWriteArrayList<>();
    /** Those whose thread listens to more than one. */
    private final Set<FolderDelivery> others = ConcurrentHashMap.newKeySet();

    /** One that is not there yet. */
    void add(FolderDelivery delivery) {
        Place place = own.get();
        if (place == null) {
            place = new Place(Thread.currentThread(), new AtomicReference<>());
            places.add(new WeakReference<>(place));
            own.set(place);
        }
        if (place.held.getPlain() == null) {
            delivery.watchedAt(place);
            place.held.setRelease(delivery);
        } else {
            delivery.watchedAt(null);
            others.add(delivery);
        }
    }

    /** One that was added and wants to hear nothing any more. Who tells it just now may do so. */
    void leave(FolderDelivery delivery) {
        Place place = delivery.watchedAt();
        if (place == null) {
            others.remove(delivery);
        } else if (place.owner != Thread.currentThread()) {
            place.held.compareAndSet(delivery, null);
        } else if (place.held.getPlain() == delivery) {
            place.held.setRelease(null); // as who tells it would set it
        }
    }

    /** Takes it out in order to tell it; of several threads one may. */
    boolean claim(FolderDelivery delivery) {
        Place place = delivery.watchedAt();
        return place == null ? others.remove(delivery) : place.held.compareAndSet(delivery, null);
    }

    boolean isEmpty() {
        for (WeakReference<Place> each : places) {
            Place place = each.get();
            if (place != null && place.held.get() != null) {
                return false;
            }
        }
        return others.isEmpty();
    }

    void forEach(Consumer<FolderDelivery> action) {
        for (WeakReference<Place> each : places) {
            Place place = each.get();
            FolderDelivery delivery = place == null ? null : place.held.getAcquire();
            if (place == null) {
                places.remove(each);
            } else if (delivery != null) {
                action.accept(delivery);
            }
        }
        others.forEach(action);
    }
}
