package io.dishrack.engine.ledger;

import static io.dishrack.engine.ledger.LedgerDescriptor.ALL_CANCELLED_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ALL_DEAD_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ALL_DONE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.CANCELLED_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.CHECK_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.COMPLETE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DEAD_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.DONE_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.ITEMS_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.PUT_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.QUEUE_ID_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.SEGMENT_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.VERSION;
import static io.dishrack.engine.ledger.LedgerDescriptor.VERSION_OFFSET;
import static io.dishrack.engine.ledger.LedgerDescriptor.wordOffset;

import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Sealed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a ledger file: new ones, and those made anew from what is left of old ones. */
public final class LedgerContent {

    private LedgerContent() {}

    /** Says what the word of a published item has to be, given what stands there: 0 where nothing does. */
    @FunctionalInterface
    public interface Mender {
        long mend(long number, long word);
    }

    /** What is left of a file, but for what is too much. */
    public static byte[] read(Path file, int items) throws IOException {
        try (InputStream in = Channels.newInputStream(PrivateFile.open(file, false))) {
            return in.readNBytes((int) LedgerDescriptor.length(items));
        }
    }

    static byte[] fresh(long segment, int items, long queueId) {
        byte[] content = new byte[(int) LedgerDescriptor.length(items)];
        ByteBuffer out = words(content);
        out.putLong(VERSION_OFFSET, VERSION);
        out.putLong(SEGMENT_OFFSET, segment);
        out.putLong(ITEMS_OFFSET, items);
        out.putLong(QUEUE_ID_OFFSET, queueId);
        out.putLong(CHECK_OFFSET, LedgerDescriptor.check(segment, items, queueId));
        for (int offset : new int[] {COMPLETE_OFFSET, DONE_OFFSET, DEAD_OFFSET, CANCELLED_OFFSET}) {
            out.putLong(offset, Sealed.seal(0, offset));
        }
        for (int place = 0; place < items; place++) {
            out.putLong(
                    wordOffset(place), StateWord.fresh(segment * items + 1 + place) ^ LedgerDescriptor.mask(queueId));
        }
        return content;
    }

    /**
     * Makes a file's bytes anew: a sound header, no totals, what was put, a word for every item.
     *
     * @param old what is left of the file, of any length
     * @param published words beyond are those of items that were never put
     * @return the same array as {@code old} when nothing had to be changed but the totals, which were right
     */
    public static byte[] rebuilt(byte[] old, long segment, int items, long queueId, long published, Mender mender) {
        byte[] content = fresh(segment, items, queueId);
        ByteBuffer in = words(old);
        ByteBuffer out = words(content);
        long mask = LedgerDescriptor.mask(queueId);
        Tally tally = new Tally(0);
        long put = Math.min(published, (segment + 1) * items);
        if (put > segment * items) {
            out.putLong(PUT_OFFSET, Sealed.seal(put, PUT_OFFSET));
        }
        for (int place = 0; place < items; place++) {
            long number = segment * items + 1 + place;
            int offset = wordOffset(place);
            if (number <= published) {
                long found = offset + Long.BYTES <= old.length ? in.getLong(offset) : 0;
                long word = mender.mend(number, found == 0 ? 0 : found ^ mask);
                out.putLong(offset, word ^ mask);
                if (StateWord.isWhole(word, number)) {
                    tally.add(number, word);
                }
            }
        }
        return tally.finished() == items && isSameWithTotals(old, content, tally) ? old : content;
    }

    /** The totals of all files before are void with the control file, and are noted anew before anybody reads them. */
    private static boolean isSameWithTotals(byte[] old, byte[] content, Tally tally) {
        if (old.length != content.length) {
            return false;
        }
        ByteBuffer out = words(content.clone());
        for (int offset : new int[] {ALL_DONE_OFFSET, ALL_DEAD_OFFSET, ALL_CANCELLED_OFFSET}) {
            out.putLong(offset, words(old).getLong(offset));
        }
        out.putLong(COMPLETE_OFFSET, Sealed.seal(1, COMPLETE_OFFSET));
        out.putLong(DONE_OFFSET, Sealed.seal(tally.done(), DONE_OFFSET));
        out.putLong(DEAD_OFFSET, Sealed.seal(tally.dead(), DEAD_OFFSET));
        out.putLong(CANCELLED_OFFSET, Sealed.seal(tally.cancelled(), CANCELLED_OFFSET));
        return Arrays.equals(old, out.array());
    }

    private static ByteBuffer words(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
