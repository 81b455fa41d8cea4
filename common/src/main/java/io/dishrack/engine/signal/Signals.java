package io.dishrack.engine.signal;

import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.region.Region;

/**
 * The six places to wait at, and who wakes whom.
 *
 * @param items takers wait here; putters, and whoever gives an item back, wake them
 * @param space putters of a full queue wait here; takers wake them
 * @param finished joiners wait here; whoever finishes the last item wakes them
 * @param results readers of results wait here; whoever settles an item with a result wakes them
 * @param cancels who works on items waits here for their cancelling; whoever asks for it wakes them
 * @param locks waiters for a shared lock wait here; its last holder wakes them
 */
public record Signals(Signal items, Signal space, Signal finished, Signal results, Signal cancels, Signal locks) {

    /** The signals of a control file. */
    public static Signals of(Region control) {
        return new Signals(
                at(control, 0),
                at(control, 1),
                at(control, 2),
                at(control, 3),
                new Signal(control, ControlDescriptor.CANCEL_SIGNAL_OFFSET),
                at(control, 4));
    }

    private static Signal at(Region control, int index) {
        return new Signal(control, ControlDescriptor.SIGNALS_OFFSET + index * ControlDescriptor.SIGNAL_LENGTH);
    }

    /** Wakes everybody, for a shutdown or after a death. */
    public void wakeAll() {
        items.wakeAll();
        space.wakeAll();
        finished.wakeAll();
        results.wakeAll();
        cancels.wakeAll();
        locks.wakeAll();
    }
}
