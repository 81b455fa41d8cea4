package io.dishrack.engine.control;

import io.dishrack.engine.region.Region;

/** The numbers of items that were handed out under a limit. Assumes the permits lock for what changes it. */
public final class PermitList {

    private final Region region;

    PermitList(Region region) {
        this.region = region;
    }

    /** How many of the places count. */
    public int used() {
        return (int) Math.min(region.sealedVolatile(ControlDescriptor.PERMITS_USED_OFFSET), ControlDescriptor.PERMITS);
    }

    public void used(int count) {
        region.sealedVolatile(ControlDescriptor.PERMITS_USED_OFFSET, count);
    }

    /** The number at a place below {@link #used}. */
    public long number(int place) {
        return region.sealedVolatile(ControlDescriptor.permitOffset(place));
    }

    public void number(int place, long number) {
        region.sealedVolatile(ControlDescriptor.permitOffset(place), number);
    }
}
