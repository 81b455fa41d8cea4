package io.dishrack.engine.keys;

import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Some words for numbers of items that came back, so that takers find them without a look at all that wait in between:
 * behind a deep backlog of one key there is one at a time that may be taken. Hints: a word is filled after the item's word
 * says READY, by who made it so, and emptied by who found that it does not say so any more. When the words near a number's
 * place are full, it is found in the other way, from the lowest number that came back on.
 *
 * <p>Thread-safe. Who empties a word may do so just when the item has come back once more: it looks again, {@link #remove}.
 */
public final class ReadyList {

    private static final long[] NONE = {};
    private static final int NEAR = 16;
    /** The words that are empty, since each is sealed with its place: takers look at all of them often. */
    private static final long[] EMPTY = IntStream.range(0, KeysDescriptor.READY)
            .mapToLong(i -> Sealed.seal(0, KeysDescriptor.readyOffset(i)))
            .toArray();

    private final Region region;

    ReadyList(Region region) {
        this.region = region;
    }

    private static int place(long number, int step) {
        return (int) (number + step & KeysDescriptor.READY - 1);
    }

    private long at(int offset) {
        return region.sealedVolatile(offset);
    }

    /**
     * Notes a number; false when there is no room. Assumes that the item's word says READY. Words that were damaged are
     * left to those who read them.
     */
    public boolean add(long number) {
        for (int step = 0; step < NEAR; step++) {
            int place = place(number, step);
            int offset = KeysDescriptor.readyOffset(place);
            if (region.longVolatile(offset) == EMPTY[place]
                    && region.casLong(offset, EMPTY[place], Sealed.seal(number, offset))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Strikes a number out, wherever it stands. Whoever does this looks at the item's word afterwards, and adds it again
     * when it says READY.
     */
    public void remove(long number) {
        for (int step = 0; step < NEAR; step++) {
            int offset = KeysDescriptor.readyOffset(place(number, step));
            if (at(offset) == number) {
                region.casSealed(offset, number, 0);
            }
        }
    }

    /** Whether a number is noted. */
    public boolean any() {
        for (int i = 0; i < KeysDescriptor.READY; i++) {
            if (region.longVolatile(KeysDescriptor.readyOffset(i)) != EMPTY[i]) {
                return true;
            }
        }
        return false;
    }

    /** The numbers that are noted, in order, each once. */
    public long[] numbers() {
        long[] found = NONE;
        int count = 0;
        for (int i = 0; i < KeysDescriptor.READY; i++) {
            int offset = KeysDescriptor.readyOffset(i);
            long number = region.longVolatile(offset) == EMPTY[i] ? 0 : at(offset);
            if (number != 0) {
                found = found == NONE ? new long[KeysDescriptor.READY] : found;
                found[count++] = number;
            }
        }
        return count <= 1
                ? Arrays.copyOf(found, count)
                : Arrays.stream(found, 0, count).sorted().distinct().toArray();
    }
}
