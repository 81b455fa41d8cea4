package io.dishrack.washer.run;

import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.washer.input.BadInputException;
import io.dishrack.washer.input.Item;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Goes through an input that may be in the queue up to some place. Each item is put with an {@link Origin}: the input's
 * name, the item's place in it, and a digest of the input up to there. So the queue itself tells where to go on, whatever
 * instant the washer died at, and whether the input is still the one it was.
 *
 * <p>Assumes that the items of an input are put in their order. Of two washers of one input at a time each puts some of
 * it; what the other was faster with is passed over.
 */
final class Resume {

    /** How many items behind the last one are still told. */
    private static final int FORGET_EVERY = 1 << 13;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final JoinableQueue<byte[]> queue;
    private final String source;
    private final Origin last;
    private final Checksum[] sums = {new CRC32C(), new CRC32()};
    private final ByteBuffer lengths = ByteBuffer.allocate(2 * Integer.BYTES);
    private long sequence;
    private long forgetAt;

    /** Of the input of that name. */
    Resume(JoinableQueue<byte[]> queue, String source) {
        this.queue = queue;
        this.source = source;
        this.last = queue.lastOf(source);
        this.forgetAt = before() + FORGET_EVERY;
    }

    /** How many items of the input are in the queue, to begin with. */
    long before() {
        return last == null ? 0 : last.sequence();
    }

    /**
     * Goes on to the next item; whether it is one of those that are in the queue.
     *
     * @throws BadInputException when it is the last of them, and the input up to it is not what it was
     */
    boolean passes(Item item) throws BadInputException {
        sequence++;
        add(item);
        if (sequence == before() && check() != last.check()) {
            throw changed("it differs somewhere before");
        }
        return sequence <= before();
    }

    /** Goes on over items none of which is in the queue; the first is the one gone to last. */
    List<Origin> origins(List<Item> items) {
        List<Origin> origins = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                sequence++;
                add(items.get(i));
            }
            origins.add(new Origin(source, sequence, check()));
        }
        return origins;
    }

    /** To be called after a put: what lies far behind is not put again. */
    void forgetOld() {
        if (sequence >= forgetAt) {
            queue.forget(source, sequence - FORGET_EVERY);
            forgetAt = sequence + FORGET_EVERY;
        }
    }

    /** To be called at the end of the input. */
    void ended() throws BadInputException {
        if (sequence < before()) {
            throw changed("it ends at item " + sequence);
        }
    }

    /** Lengths too, so that no two inputs look the same because their items are cut in other places. */
    private void add(Item item) {
        byte[] key = item.key() == null ? null : item.key().getBytes(StandardCharsets.UTF_8);
        lengths.putInt(0, item.payload().length).putInt(Integer.BYTES, key == null ? -1 : key.length);
        for (Checksum sum : sums) {
            sum.update(lengths.array());
            sum.update(item.payload());
            if (key != null) {
                sum.update(key);
            }
        }
    }

    private long check() {
        long both = sums[0].getValue() << Integer.SIZE | sums[1].getValue();
        return (both ^ both >>> Integer.SIZE) * SPREAD >>> Long.numberOfLeadingZeros(Origin.MAX_CHECK);
    }

    private BadInputException changed(String how) {
        return new BadInputException("the input is not the one that was put before: input=" + source + " in-queue="
                + before() + ": " + how
                + "; give the same input again, or another one a name of its own with --resume-as");
    }
}
