package io.dishrack.engine.keys;

/**
 * Layout of the file {@code keys}, version 1. All words are little-endian longs; offsets in bytes.
 *
 * <pre>
 *  0        8         16     24 .. 63  64       72      80 ..   1024        2048     4096            528384            8916992
 * | version| queue id| check| zero    | waiting| many  | zero  | 128 ready | zero   | 65536 lanes   | 1048576 buckets |
 * </pre>
 *
 * <ul>
 *   <li>version, queue id, check: written once, by who makes the file.
 *   <li>waiting: the lowest item that may wait behind another of its key; see {@link WaitHint} (CAS).
 *   <li>many: for the items up to this one more than one other may wait, and some may be unfinished though others of their
 *       key behind them are done; sealed (CAS).
 *   <li>ready: numbers of items that came back, or 0; see {@link ReadyList}; sealed (CAS).
 *   <li>lanes: for all blockers whose number is the same modulo 65536, the lowest item that may wait for one of them; see
 *       {@link WaitHint} (CAS).
 *   <li>buckets: the last item put whose key falls into it, or 0; sealed (owner of the item lock).
 * </ul>
 *
 * <p>To change the format: as {@link io.dishrack.engine.control.ControlDescriptor} says, with {@code KeysFileTest}.
 */
public final class KeysDescriptor {

    /** "DISHKEY" and the format's number. */
    public static final long VERSION = 0x59454B4853494400L | 1;

    public static final int VERSION_OFFSET = 0;
    public static final int QUEUE_ID_OFFSET = 8;
    public static final int CHECK_OFFSET = 16;
    public static final int WAITING_OFFSET = 64;
    public static final int MANY_OFFSET = 72;

    public static final int READY_OFFSET = 1024;
    public static final int READY = 128;

    public static final int LANES = 1 << 16;
    public static final int LANES_OFFSET = 4096;
    public static final int BUCKETS = 1 << 20;
    public static final int BUCKETS_OFFSET = LANES_OFFSET + LANES * Long.BYTES;
    public static final int LENGTH = BUCKETS_OFFSET + BUCKETS * Long.BYTES;

    private KeysDescriptor() {}

    static long check(long queueId) {
        long mixed = (queueId ^ VERSION) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }

    /** The place of a word for an item that came back. */
    public static int readyOffset(int place) {
        return READY_OFFSET + place * Long.BYTES;
    }

    /** The place of the lane of those who wait for {@code blocker}. */
    public static int laneOffset(long blocker) {
        return LANES_OFFSET + lane(blocker) * Long.BYTES;
    }

    static int lane(long blocker) {
        return (int) blocker & LANES - 1;
    }

    /** The place of a bucket. */
    public static int bucketOffset(int bucket) {
        return BUCKETS_OFFSET + bucket * Long.BYTES;
    }

    /** The bucket of a key; fixed by the format. */
    public static int bucket(byte[] key) {
        long hash = 0xCBF29CE484222325L;
        for (byte each : key) {
            hash = (hash ^ each & 0xFF) * 0x100000001B3L;
        }
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) (hash >>> 44);
    }
}
