package io.dishrack.dryer.run;

import io.dishrack.cli.Event;

/** Hears what became of items that were not simply done. */
@FunctionalInterface
public interface Messages {

    /** What happened; see the page of {@link io.dishrack.cli}. */
    void tell(Event event);
}
