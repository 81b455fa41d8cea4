package io.dishrack.engine.origins;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * How much of a source is forgotten, version 1. Its name is the source's id in hex and {@code .forgotten}.
 *
 * <pre>
 *   0        8       16        24      32       40       64
 *  | version| source| queue id| check | files* | zero ..|
 * </pre>
 *
 * <ul>
 *   <li>check: of the header. The file is linked in place whole.
 *   <li>files: so many of the source's files, from the first one, may be gone. Raised before the first of them is deleted,
 *       so what is missing there is not missed.
 * </ul>
 *
 * <p>The word with a star is sealed. Read by anybody; written under the item lock.
 */
final class ForgottenFile {

    /** "DISHFRG" and the format's number. */
    static final long VERSION = 0x47524648_53494401L;

    static final int VERSION_OFFSET = 0;
    static final int SOURCE_OFFSET = 8;
    static final int QUEUE_ID_OFFSET = 16;
    static final int CHECK_OFFSET = 24;
    static final int FILES_OFFSET = 32;
    static final int LENGTH = 64;

    private final Region region;

    private ForgottenFile(Region region) {
        this.region = region;
    }

    static ForgottenFile open(Path file, long source, long queueId, boolean writable) {
        Region region = Region.map(file, LENGTH, writable);
        if (region.longAcquire(VERSION_OFFSET) != VERSION
                || region.longPlain(SOURCE_OFFSET) != source
                || region.longPlain(QUEUE_ID_OFFSET) != queueId
                || region.longPlain(CHECK_OFFSET) != check(source, queueId)) {
            throw new QueueUnusableException("not the file of forgotten origins expected here: version=0x"
                    + Long.toHexString(region.longPlain(VERSION_OFFSET)) + " file=" + file
                    + "; it is damaged or of another queue, see rack verify and rack repair");
        }
        return new ForgottenFile(region);
    }

    /** What a new file holds. */
    static byte[] fresh(long source, long queueId, long files) {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(VERSION_OFFSET, VERSION)
                .putLong(SOURCE_OFFSET, source)
                .putLong(QUEUE_ID_OFFSET, queueId)
                .putLong(CHECK_OFFSET, check(source, queueId))
                .putLong(FILES_OFFSET, Sealed.seal(files, FILES_OFFSET))
                .array();
    }

    private static long check(long source, long queueId) {
        return OriginDescriptor.check(source, VERSION, queueId);
    }

    /** How many, from the first one. */
    long files() {
        return region.sealedVolatile(FILES_OFFSET);
    }

    void files(long count) {
        region.sealedVolatile(FILES_OFFSET, count);
    }
}
