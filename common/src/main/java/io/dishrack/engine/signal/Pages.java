package io.dishrack.engine.signal;

import java.nio.ByteBuffer;

/**
 * Pages of shared file mappings that this process is through with. They stay in the system's cache and may be read and
 * written again at the price of a fault; but they no longer count as this process's memory, which would else grow with
 * every item until the garbage collector finds an old mapping.
 */
public final class Pages {

    /** Divides by every processor's size of a page. */
    private static final long ALIGNMENT = 1 << 16;

    private Pages() {}

    /**
     * Lets go of the whole pages in a stretch of a file that is mapped shared, as all but private mappings are.
     *
     * @return whether it could; not before {@link Signal} has loaded what it takes, or elsewhere than on Linux
     */
    public static boolean forget(ByteBuffer mapped, long from, long to) {
        long first = (from + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        long end = to / ALIGNMENT * ALIGNMENT;
        return Futex.isLoaded() && (end <= first || Futex.forget(Futex.address(mapped) + first, end - first));
    }
}
