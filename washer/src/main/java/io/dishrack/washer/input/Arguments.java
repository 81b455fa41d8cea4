package io.dishrack.washer.input;

import java.util.Iterator;
import java.util.List;

/** Items that were given as arguments; empty ones count. */
public final class Arguments implements ItemSource {

    private final Iterator<byte[]> rest;

    /** Of these payloads. */
    public Arguments(List<byte[]> payloads) {
        this.rest = payloads.iterator();
    }

    @Override
    public boolean fill(Batch batch) {
        boolean any = rest.hasNext();
        while (rest.hasNext() && !batch.isFull()) {
            batch.add(Item.of(rest.next()));
        }
        return any;
    }
}
