package io.dishrack.engine.keys;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The words about keys that all processes of a queue share. See {@link KeysDescriptor} for who writes what. */
public final class KeysFile {

    public static final String NAME = "keys";

    private final Region region;
    private final ReadyList ready;

    private KeysFile(Region region) {
        this.region = region;
        this.ready = new ReadyList(region);
    }

    /** Makes the file of a queue without keyed items, unless it is there. Crash: it is linked in place whole or not. */
    public static void create(Path folder, long queueId, Runnable written) {
        Region.create(folder.resolve(NAME), content(queueId, new LastOfBuckets()), written);
    }

    /** Puts a file in its place that says what is the last of each bucket, and that nobody waits. */
    public static void replace(Path folder, long queueId, LastOfBuckets last) {
        Region.replace(folder.resolve(NAME), content(queueId, last));
    }

    private static byte[] content(long queueId, LastOfBuckets last) {
        byte[] content = new byte[KeysDescriptor.LENGTH];
        ByteBuffer out = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(KeysDescriptor.VERSION_OFFSET, KeysDescriptor.VERSION);
        out.putLong(KeysDescriptor.QUEUE_ID_OFFSET, queueId);
        out.putLong(KeysDescriptor.CHECK_OFFSET, KeysDescriptor.check(queueId));
        out.putLong(KeysDescriptor.WAITING_OFFSET, WaitHint.none(KeysDescriptor.WAITING_OFFSET));
        out.putLong(KeysDescriptor.MANY_OFFSET, Sealed.seal(last.overtaken(), KeysDescriptor.MANY_OFFSET));
        for (int place = 0; place < KeysDescriptor.READY; place++) {
            int offset = KeysDescriptor.readyOffset(place);
            out.putLong(offset, Sealed.seal(0, offset));
        }
        for (int lane = 0; lane < KeysDescriptor.LANES; lane++) {
            int offset = KeysDescriptor.laneOffset(lane);
            out.putLong(offset, WaitHint.none(offset));
        }
        for (int bucket = 0; bucket < KeysDescriptor.BUCKETS; bucket++) {
            int offset = KeysDescriptor.bucketOffset(bucket);
            out.putLong(offset, Sealed.seal(last.last(bucket), offset));
        }
        return content;
    }

    /**
     * Opens the file.
     *
     * @throws QueueUnusableException when it is missing, damaged, or of another queue or format
     */
    public static KeysFile open(Path folder, long queueId) {
        Region region = Region.map(folder.resolve(NAME), KeysDescriptor.LENGTH, true);
        requireHeader(region, queueId);
        return new KeysFile(region);
    }

    /** A copy of the file as it is now, for those who only look; as {@link #open} else. */
    public static KeysFile copy(Path folder, long queueId) {
        Region region = Region.copy(folder.resolve(NAME), KeysDescriptor.LENGTH);
        requireHeader(region, queueId);
        return new KeysFile(region);
    }

    private static void requireHeader(Region region, long queueId) {
        long version = region.longAcquire(KeysDescriptor.VERSION_OFFSET);
        if (version != KeysDescriptor.VERSION
                || region.longPlain(KeysDescriptor.QUEUE_ID_OFFSET) != queueId
                || region.longPlain(KeysDescriptor.CHECK_OFFSET) != KeysDescriptor.check(queueId)) {
            throw new QueueUnusableException(
                    "not the keys of this queue: version=0x" + Long.toHexString(version) + " file=" + region.file()
                            + "; it is damaged or of another queue, see rack verify and rack repair");
        }
    }

    /** The last item put whose key falls into the bucket, or 0. */
    public long last(int bucket) {
        return region.sealedVolatile(KeysDescriptor.bucketOffset(bucket));
    }

    /**
     * Notes the last item of a bucket. Assumes the item lock, and that the item is whole in the log. Crash before: who
     * brings the log in order does it again, before it publishes the item.
     */
    public void last(int bucket, long number) {
        region.sealedVolatile(KeysDescriptor.bucketOffset(bucket), number);
    }

    /** Items that came back. */
    public ReadyList ready() {
        return ready;
    }

    /** Where the first item of all may stand that waits. */
    public WaitHint waiting() {
        return new WaitHint(region, KeysDescriptor.WAITING_OFFSET);
    }

    /** Where the first item may stand that waits for {@code blocker}, or for another of its lane. */
    public WaitHint lane(long blocker) {
        return new WaitHint(region, KeysDescriptor.laneOffset(blocker));
    }

    /** Whether those who wait for either stand in the same lane. */
    public static boolean isSameLane(long one, long other) {
        return KeysDescriptor.lane(one) == KeysDescriptor.lane(other);
    }

    /** For items up to here more than one other may wait, or some behind them went on. */
    public long many() {
        return region.sealedVolatile(KeysDescriptor.MANY_OFFSET);
    }

    /** Whether more than one may wait for an item. */
    public boolean isForMany(long blocker) {
        return blocker <= many();
    }

    /** Says that more than one may wait for this item, and for each before it. */
    public void noteForMany(long blocker) {
        for (; ; ) {
            long seen = region.sealedVolatile(KeysDescriptor.MANY_OFFSET);
            if (seen >= blocker || region.casSealed(KeysDescriptor.MANY_OFFSET, seen, blocker)) {
                return;
            }
        }
    }

    /** The offsets of words that were damaged, at most {@code most} of them. */
    public int[] damagedWords(int most) {
        IntStream lanes = IntStream.range(0, KeysDescriptor.LANES).map(KeysDescriptor::laneOffset);
        IntStream ready = IntStream.range(0, KeysDescriptor.READY).map(KeysDescriptor::readyOffset);
        IntStream buckets = IntStream.range(0, KeysDescriptor.BUCKETS).map(KeysDescriptor::bucketOffset);
        return IntStream.concat(
                        IntStream.concat(IntStream.of(KeysDescriptor.WAITING_OFFSET), lanes)
                                .filter(offset -> !WaitHint.isWhole(region.longVolatile(offset), offset)),
                        IntStream.concat(IntStream.of(KeysDescriptor.MANY_OFFSET), IntStream.concat(ready, buckets))
                                .filter(offset -> !Sealed.isWhole(region.longVolatile(offset), offset)))
                .limit(most)
                .toArray();
    }
}
