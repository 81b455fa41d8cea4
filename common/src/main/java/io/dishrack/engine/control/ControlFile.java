package io.dishrack.engine.control;

import static io.dishrack.engine.control.ControlDescriptor.BOOT_ID_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.CREATED_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.FORMAT;
import static io.dishrack.engine.control.ControlDescriptor.FRONTIER_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.HEADER_CHECK_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.HISTORY_BYTES_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.LEDGER_ITEMS_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.LENGTH;
import static io.dishrack.engine.control.ControlDescriptor.MAGIC;
import static io.dishrack.engine.control.ControlDescriptor.MAX_SIZE_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.NEXT_DUE_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.PUBLISHED_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.QUEUE_ID_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.RESULT_BYTES_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.RETURNED_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.SEGMENT_BYTES_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.SHUTDOWN_OFFSET;
import static io.dishrack.engine.control.ControlDescriptor.VERSION;
import static io.dishrack.engine.control.ControlDescriptor.VERSION_OFFSET;

import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The words that all processes of a queue share. See {@link ControlDescriptor} for who writes what. */
public final class ControlFile {

    public static final String NAME = "control";

    /** Values of the shutdown word. */
    public static final long OPEN = 0;

    public static final long SHUTDOWN = 1;
    public static final long SHUTDOWN_NOW = 2;

    /** The values of next due that are no time: nothing is delayed. */
    public static final long NONE_DUE = Sealed.MAX;

    /** Somebody looks for due items right now. */
    public static final long LOOKING = Sealed.MAX - 1;

    /** Of a file of 128 MiB. */
    private static final long MOST_LEDGER_ITEMS = 1 << 24;

    /** No item came back. */
    public static final long NONE_RETURNED = LowestHint.NONE;

    private final Region region;
    private final LowestHint returned;
    private final Urgent urgent;
    private final Gate gate;
    private final PermitList permits;

    private ControlFile(Region region) {
        this.region = region;
        returned = new LowestHint(region, RETURNED_OFFSET);
        urgent = new Urgent(region);
        gate = new Gate(region);
        permits = new PermitList(region);
    }

    /**
     * What is fixed when a queue is made.
     *
     * @param maxSize items that may wait, 0 for any number
     * @param ledgerItems words in a ledger file
     * @param segmentBytes a log's segment this long is followed by the next
     * @param queueId drawn by chance: files of another queue are known by it
     * @param createdMillis since 1970
     * @param keeping how much is kept of what is over
     */
    public record Header(
            long maxSize, long ledgerItems, long segmentBytes, long queueId, long createdMillis, Keeping keeping) {

        /** With as much kept as usual. */
        public Header(long maxSize, long ledgerItems, long segmentBytes, long queueId, long createdMillis) {
            this(maxSize, ledgerItems, segmentBytes, queueId, createdMillis, Keeping.USUAL);
        }

        /** Whether a queue may have been made so: a file may say anything, and what it says is allocated. */
        private boolean isPossible() {
            return maxSize >= 0
                    && ledgerItems >= 1
                    && ledgerItems <= MOST_LEDGER_ITEMS
                    && segmentBytes >= 1
                    && keeping.historyBytes() >= 0
                    && keeping.resultBytes() >= 0;
        }

        private long check() {
            long mixed = 0;
            for (long word : new long[] {
                maxSize,
                ledgerItems,
                segmentBytes,
                queueId,
                createdMillis,
                keeping.historyBytes(),
                keeping.resultBytes()
            }) {
                mixed = (mixed ^ word) * 0x9E3779B97F4A7C15L;
                mixed ^= mixed >>> 32;
            }
            return mixed;
        }
    }

    /**
     * How much of what is over is kept, at least; segments are deleted as a whole.
     *
     * @param historyBytes of the messages of finished items
     * @param resultBytes of results
     */
    public record Keeping(long historyBytes, long resultBytes) {

        static final Keeping USUAL =
                new Keeping(OpenOptions.DEFAULTS.historyBytes(), OpenOptions.DEFAULTS.resultBytes());
    }

    /** Makes the file of a queue without items. Crash: it is linked in place whole or not at all. */
    public static ControlFile create(Path folder, Header header, long bootId) {
        Path file = folder.resolve(NAME);
        Region.create(file, content(header, bootId));
        return open(folder, true);
    }

    /** The bytes of a new file. */
    public static byte[] content(Header header, long bootId) {
        byte[] content = new byte[LENGTH];
        ByteBuffer out = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(VERSION_OFFSET, VERSION);
        out.putLong(BOOT_ID_OFFSET, bootId);
        out.putLong(CREATED_OFFSET, header.createdMillis());
        out.putLong(MAX_SIZE_OFFSET, header.maxSize());
        out.putLong(LEDGER_ITEMS_OFFSET, header.ledgerItems());
        out.putLong(SEGMENT_BYTES_OFFSET, header.segmentBytes());
        out.putLong(QUEUE_ID_OFFSET, header.queueId());
        out.putLong(HISTORY_BYTES_OFFSET, header.keeping().historyBytes());
        out.putLong(RESULT_BYTES_OFFSET, header.keeping().resultBytes());
        out.putLong(HEADER_CHECK_OFFSET, header.check());
        for (int offset : ControlDescriptor.sealedZeros()) {
            out.putLong(offset, Sealed.seal(0, offset));
        }
        out.putLong(NEXT_DUE_OFFSET, Sealed.seal(NONE_DUE, NEXT_DUE_OFFSET));
        out.putLong(RETURNED_OFFSET, LowestHint.none(RETURNED_OFFSET));
        for (int level = 1; level <= Urgent.LEVELS; level++) {
            out.putLong(Urgent.offset(level), LowestHint.none(Urgent.offset(level)));
        }
        return content;
    }

    /**
     * Opens the file.
     *
     * @throws QueueUnusableException when it is missing, damaged, foreign or of another format
     */
    public static ControlFile open(Path folder, boolean writable) {
        return openFile(folder.resolve(NAME), writable);
    }

    /** As {@link #open}, under another name. */
    public static ControlFile openFile(Path file, boolean writable) {
        return checked(Region.map(file, LENGTH, writable));
    }

    /** A file whose header is right. */
    static ControlFile checked(Region region) {
        Path file = region.file();
        long version = region.longAcquire(VERSION_OFFSET);
        if ((version & ~0xFFL) != MAGIC) {
            throw new QueueUnusableException("not a control file: found=0x" + Long.toHexString(version) + " file="
                    + file + "; it is damaged or not of dishrack, see rack repair");
        }
        if (version != VERSION) {
            throw new QueueUnusableException("unsupported queue format: found=" + (version & 0xFF) + " supported="
                    + FORMAT + " file=" + file + "; use the dishrack that made it");
        }
        ControlFile control = new ControlFile(region);
        if (region.longPlain(HEADER_CHECK_OFFSET) != control.header().check()) {
            throw new QueueUnusableException("damaged header: file=" + file + "; see rack verify and rack repair");
        }
        if (!control.header().isPossible()) {
            throw new QueueUnusableException(
                    "impossible header: ledgerItems=" + control.ledgerItems() + " segmentBytes="
                            + control.segmentBytes() + " maxSize=" + control.maxSize() + " file=" + file
                            + "; see rack verify and rack repair");
        }
        return control;
    }

    public Region region() {
        return region;
    }

    public Header header() {
        return new Header(maxSize(), ledgerItems(), segmentBytes(), queueId(), createdMillis(), keeping());
    }

    public long bootId() {
        return region.longVolatile(BOOT_ID_OFFSET);
    }

    public long createdMillis() {
        return region.longPlain(CREATED_OFFSET);
    }

    public long maxSize() {
        return region.longPlain(MAX_SIZE_OFFSET);
    }

    public long ledgerItems() {
        return region.longPlain(LEDGER_ITEMS_OFFSET);
    }

    public long segmentBytes() {
        return region.longPlain(SEGMENT_BYTES_OFFSET);
    }

    /** How much of what is over is kept. */
    public Keeping keeping() {
        return new Keeping(region.longPlain(HISTORY_BYTES_OFFSET), region.longPlain(RESULT_BYTES_OFFSET));
    }

    public long queueId() {
        return region.longPlain(QUEUE_ID_OFFSET);
    }

    public long publishedVolatile() {
        return region.sealedVolatile(PUBLISHED_OFFSET);
    }

    public long frontierVolatile() {
        return region.sealedVolatile(FRONTIER_OFFSET);
    }

    public boolean casFrontier(long expected, long value) {
        return region.casSealed(FRONTIER_OFFSET, expected, value);
    }

    public long shutdownVolatile() {
        return region.sealedVolatile(SHUTDOWN_OFFSET);
    }

    public void shutdownVolatile(long value) {
        region.sealedVolatile(SHUTDOWN_OFFSET, value);
    }

    /** The word to give to {@link #advanceReturned}. */
    public long returnedVolatile() {
        return returned.wordVolatile();
    }

    /** The lowest number that may have come back, of a returned word; or {@link #NONE_RETURNED}. */
    public static long lowest(long returned) {
        return LowestHint.lowest(returned);
    }

    /** Says that an item came back. Assumes its state word is READY already. */
    public void lowerReturned(long number) {
        returned.lower(number);
    }

    /** Moves the hint up after a scan from {@code seen}; fails benignly when anything came back meanwhile. */
    public boolean advanceReturned(long seen, long number) {
        return returned.advance(seen, number);
    }

    /** Where items of higher priorities wait. */
    public Urgent urgent() {
        return urgent;
    }

    /** What holds takers back. */
    public Gate gate() {
        return gate;
    }

    /** What runs under a limit. */
    public PermitList permits() {
        return permits;
    }

    /** 1 when an item with a key may have been put, else 0. */
    public long keyedVolatile() {
        return region.sealedVolatile(ControlDescriptor.KEYED_OFFSET);
    }

    /** Says that there is a file of keys, which is missed from now on when it is not there. */
    public void noteKeyed() {
        region.sealedVolatile(ControlDescriptor.KEYED_OFFSET, 1);
    }

    public long finishedUpToVolatile() {
        return region.sealedVolatile(ControlDescriptor.FINISHED_UP_TO_OFFSET);
    }

    /** Lets fences begin somewhere else than any that was given before, as far as chance goes. */
    public void scatterFences(LongSupplier random) {
        for (int slot = 0; slot < ControlDescriptor.SLOTS; slot++) {
            region.longPlain(ControlDescriptor.slotOffset(slot) + ControlDescriptor.SLOT_FENCE, random.getAsLong());
        }
    }

    public void finishedUpToVolatile(long number) {
        region.sealedVolatile(ControlDescriptor.FINISHED_UP_TO_OFFSET, number);
    }

    /** Grows by two with each redrive; see {@link #isRedriving}. */
    public long redrivesVolatile() {
        return region.sealedVolatile(ControlDescriptor.REDRIVES_OFFSET);
    }

    /** Whether a word of {@link #redrivesVolatile} says that a redrive is under way. */
    public static boolean isRedriving(long redrives) {
        return (redrives & 1) != 0;
    }

    /**
     * From here to {@link #endRedrive} finished items may become unfinished again. Assumes the upkeep lock. Crash: the
     * reaper ends it before it frees the lock.
     */
    public void beginRedrive() {
        region.sealedVolatile(ControlDescriptor.REDRIVES_OFFSET, redrivesVolatile() | 1);
    }

    /** What was remembered about finished items before is void. Assumes the upkeep lock; does nothing between redrives. */
    public void endRedrive() {
        long redrives = redrivesVolatile();
        if (isRedriving(redrives)) {
            region.sealedVolatile(ControlDescriptor.REDRIVES_OFFSET, redrives + 1);
        }
    }

    /** Wins, for one of all processes, the duty to look for dead ones; at most once in {@code nanos}. */
    public boolean winProbe(long now, long nanos) {
        long last = region.longVolatile(ControlDescriptor.PROBED_AT_OFFSET);
        long ago = now - last;
        return (ago >= nanos || ago < 0) && region.casLong(ControlDescriptor.PROBED_AT_OFFSET, last, now);
    }

    public long nextDueVolatile() {
        return region.sealedVolatile(NEXT_DUE_OFFSET);
    }

    public void nextDueVolatile(long millis) {
        region.sealedVolatile(NEXT_DUE_OFFSET, millis);
    }

    /** Ends {@link #LOOKING} with what was found; what others said meanwhile counts too. */
    public void foundNextDue(long millis) {
        if (!region.casSealed(NEXT_DUE_OFFSET, LOOKING, millis)) {
            lowerNextDue(millis);
        }
    }

    /** Makes the next look for due items happen no later than {@code millis}. */
    public void lowerNextDue(long millis) {
        for (; ; ) {
            long seen = nextDueVolatile();
            if (seen <= millis || region.casSealed(NEXT_DUE_OFFSET, seen, millis)) {
                return;
            }
        }
    }
}
