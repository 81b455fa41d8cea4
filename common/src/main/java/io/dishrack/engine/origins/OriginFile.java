package io.dishrack.engine.origins;

import static io.dishrack.engine.origins.OriginDescriptor.CHECK_OFFSET;
import static io.dishrack.engine.origins.OriginDescriptor.DIGEST;
import static io.dishrack.engine.origins.OriginDescriptor.ENTRIES;
import static io.dishrack.engine.origins.OriginDescriptor.FORGOTTEN_OFFSET;
import static io.dishrack.engine.origins.OriginDescriptor.LENGTH;
import static io.dishrack.engine.origins.OriginDescriptor.PLACE_OFFSET;
import static io.dishrack.engine.origins.OriginDescriptor.QUEUE_ID_OFFSET;
import static io.dishrack.engine.origins.OriginDescriptor.SOURCE_OFFSET;
import static io.dishrack.engine.origins.OriginDescriptor.VERSION;
import static io.dishrack.engine.origins.OriginDescriptor.VERSION_OFFSET;
import static io.dishrack.engine.origins.OriginDescriptor.entryOffset;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** One mapped file of a source. Read by anybody; written under the item lock. */
final class OriginFile {

    private final Region region;
    private final long place;

    private OriginFile(Region region, long place) {
        this.region = region;
        this.place = place;
    }

    static OriginFile open(Path file, OriginFiles.Key key, long queueId, boolean writable) {
        Region region = Region.map(file, LENGTH, writable);
        if (region.longAcquire(VERSION_OFFSET) != VERSION
                || region.longPlain(SOURCE_OFFSET) != key.source()
                || region.longPlain(PLACE_OFFSET) != key.place()
                || region.longPlain(QUEUE_ID_OFFSET) != queueId
                || region.longPlain(CHECK_OFFSET) != OriginDescriptor.check(key.source(), key.place(), queueId)) {
            throw new QueueUnusableException("not the file of origins expected here: version=0x"
                    + Long.toHexString(region.longPlain(VERSION_OFFSET)) + " file=" + file
                    + "; it is damaged or of another queue, see rack verify and rack repair");
        }
        return new OriginFile(region, key.place());
    }

    /** What a new file holds. */
    static byte[] fresh(OriginFiles.Key key, long queueId) {
        ByteBuffer content = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(VERSION_OFFSET, VERSION)
                .putLong(SOURCE_OFFSET, key.source())
                .putLong(PLACE_OFFSET, key.place())
                .putLong(QUEUE_ID_OFFSET, queueId)
                .putLong(CHECK_OFFSET, OriginDescriptor.check(key.source(), key.place(), queueId))
                .putLong(FORGOTTEN_OFFSET, Sealed.seal(0, FORGOTTEN_OFFSET));
        for (int at = OriginDescriptor.ENTRIES_OFFSET; at < LENGTH; at += Long.BYTES) {
            content.putLong(at, Sealed.seal(0, at));
        }
        return content.array();
    }

    /** The number put for an item of the source, or 0. */
    long number(long sequence) {
        return region.sealedAcquire(entryOffset(sequence));
    }

    /** What was given along; of an item that has a number. */
    long digest(long sequence) {
        return region.sealedPlain(entryOffset(sequence) + DIGEST);
    }

    /** Crash between the stores: the entry says that nothing was put, and is written again with its message. */
    void note(long sequence, long digest, long number) {
        region.sealedPlain(entryOffset(sequence) + DIGEST, digest);
        region.sealedRelease(entryOffset(sequence), number);
    }

    /** The last item of the source that has a number here, or 0. */
    long last() {
        for (long sequence = (place + 1) * ENTRIES; sequence > place * ENTRIES; sequence--) {
            if (number(sequence) != 0) {
                return sequence;
            }
        }
        return 0;
    }

    /** Makes whole again what a power failure took, and takes back what is beyond the last number. */
    void mend(long last) {
        for (int at = OriginDescriptor.ENTRIES_OFFSET; at < LENGTH; at += OriginDescriptor.ENTRY_LENGTH) {
            long number = region.longPlain(at);
            if (!Sealed.isWhole(number, at) || Sealed.value(number) > last || !isWhole(at + DIGEST)) {
                region.sealedPlain(at + DIGEST, 0);
                region.sealedPlain(at, 0);
            }
        }
        if (!isWhole(FORGOTTEN_OFFSET)) {
            region.sealedPlain(FORGOTTEN_OFFSET, 0);
        }
    }

    private boolean isWhole(int at) {
        return Sealed.isWhole(region.longAcquire(at), at);
    }

    /** The highest number in it. */
    long highest() {
        long highest = 0;
        for (int at = OriginDescriptor.ENTRIES_OFFSET; at < LENGTH; at += OriginDescriptor.ENTRY_LENGTH) {
            highest = Math.max(highest, region.sealedAcquire(at));
        }
        return highest;
    }

    /** Where the first damaged word stands, or -1. */
    int damagedWord() {
        for (int at = OriginDescriptor.ENTRIES_OFFSET; at < LENGTH; at += Long.BYTES) {
            if (!isWhole(at)) {
                return at;
            }
        }
        return isWhole(FORGOTTEN_OFFSET) ? -1 : FORGOTTEN_OFFSET;
    }

    void forget() {
        region.sealedVolatile(FORGOTTEN_OFFSET, 1);
    }

    boolean isForgotten() {
        return region.sealedVolatile(FORGOTTEN_OFFSET) != 0;
    }
}
