package io.dishrack.bench.lab;

/**
 * What goes through a queue.
 *
 * @param items how many
 * @param size of each, in bytes
 * @param batch how many are put at once
 */
public record Load(long items, int size, int batch) {

    public static final int BATCH = 64;

    /** Up to this size a run has the full number of items; beyond it, the same number of bytes. */
    private static final int FULL_COUNT_SIZE = 128;

    /** A run of items of a size: fewer of large ones. */
    public static Load of(long items, int size) {
        long count = items * FULL_COUNT_SIZE / Math.max(size, FULL_COUNT_SIZE);
        return new Load(Math.max(count, 2_000), size, BATCH);
    }

    public Load oneByOne() {
        return new Load(items, size, 1);
    }

    /** As much again for each dryer: enough for every hot method to be compiled for good in each. */
    public Load warmUp(int dryers) {
        return new Load(items * dryers, size, batch);
    }

    /** Items a second when it took this long. */
    public double rate(long nanos) {
        return items * 1e9 / nanos;
    }

    public String label() {
        return size >= 1024 ? size / 1024 + " KiB" : size + " B";
    }
}
