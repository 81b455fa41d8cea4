package io.dishrack.washer.input;

import java.io.IOException;
import java.io.InputStream;

/** All of the input is one item; empty input is none. */
public final class Whole implements ItemSource {

    private final InputStream in;
    private final int limit;

    /** Of that input. */
    public Whole(InputStream in) {
        this(in, Records.MAX_RECORD);
    }

    Whole(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    @Override
    public boolean fill(Batch batch) throws IOException {
        byte[] all = in.readNBytes(limit + 1);
        if (all.length > limit) {
            throw new BadInputException(
                    "item too large: limit=" + limit + " bytes; put the name of a file instead of its contents");
        }
        if (all.length == 0) {
            return false;
        }
        batch.add(Item.of(all));
        return true;
    }
}
