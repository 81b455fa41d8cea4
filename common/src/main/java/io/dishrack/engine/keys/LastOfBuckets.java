package io.dishrack.engine.keys;

import io.dishrack.ItemState;
import io.dishrack.engine.ledger.StateWord;

/** The last item of each bucket, found by a walk over the log. For one thread. */
public final class LastOfBuckets {

    private long[] last;
    private long[] unfinished;
    private long count;
    private long overtaken;

    /** A message with this key, or none. */
    public void see(long number, byte[] key) {
        if (key.length > 0) {
            if (last == null) {
                last = new long[KeysDescriptor.BUCKETS];
            }
            int bucket = KeysDescriptor.bucket(key);
            last[bucket] = Math.max(last[bucket], number);
            count++;
        }
    }

    /** The same, with the item's word; in order of the numbers. */
    public void see(long number, byte[] key, long word) {
        see(number, key);
        if (key.length == 0) {
            return;
        }
        if (unfinished == null) {
            unfinished = new long[KeysDescriptor.BUCKETS];
        }
        int bucket = KeysDescriptor.bucket(key);
        if (StateWord.state(word) == ItemState.DONE) {
            overtaken = Math.max(overtaken, unfinished[bucket]);
        } else if (!StateWord.isFinished(word)) {
            unfinished[bucket] = number;
        }
    }

    /** The last item that is unfinished though one behind it in its bucket is done, or 0; of those whose words were seen. */
    public long overtaken() {
        return overtaken;
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
