package io.dishrack.engine.keys;

/** The last item of each bucket, found by a walk over the log. For one thread. */
public final class LastOfBuckets {

    private long[] last;
    private long count;

    /** A message with this key, or none; in order of the numbers. */
    public void see(long number, byte[] key) {
        if (key.length > 0) {
            if (last == null) {
                last = new long[KeysDescriptor.BUCKETS];
            }
            last[KeysDescriptor.bucket(key)] = number;
            count++;
        }
    }

    /** Whether there is an item with a key. */
    public boolean isThere() {
        return last != null;
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** The last item of a bucket, or 0. */
    public long last(int bucket) {
        return last == null ? 0 : last[bucket];
    }
}
