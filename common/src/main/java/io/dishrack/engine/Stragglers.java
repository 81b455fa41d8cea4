package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogHeads;
import io.dishrack.engine.log.MessageHead;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * The keys of items that were left behind: those up to some number that were neither done nor cancelled when this looked,
 * and will be never again once they are. So each stretch is looked at once, as it is asked for. Thread-safe.
 *
 * <p>Memory: a few words for each of them, in handles that met one with a key in front of which such items lie.
 */
final class Stragglers {

    /** Of messages that can't be read: no item has an empty key. */
    private static final ByteBuffer UNKNOWN = ByteBuffer.allocate(0);

    private static final byte[] NO_KEY = {};

    private final Core core;
    private final LogHeads heads;
    private final Map<ByteBuffer, Numbers> numbers = new HashMap<>();
    private long lookedUpTo;

    Stragglers(Core core, LogHeads heads) {
        this.core = core;
        this.heads = heads;
    }

    /**
     * Of the items after {@code floor} and up to {@code from} the last that is of the key, or whose key is lost, and is not
     * finished; or 0.
     */
    synchronized long lastUnfinished(byte[] key, long from, long floor) {
        lookUpTo(from);
        LongPredicate unfinished = number -> !StateWord.isFinished(core.ledger.wordVolatile(number));
        return Math.max(last(ByteBuffer.wrap(key), from, floor, unfinished), last(UNKNOWN, from, floor, unfinished));
    }

    /** Of the items up to {@code from} the last of the key that is neither done nor cancelled; or 0. */
    synchronized long lastNeeded(byte[] key, long from) {
        lookUpTo(from);
        return last(ByteBuffer.wrap(key), from, 0, number -> true);
    }

    private long last(ByteBuffer key, long from, long floor, LongPredicate wanted) {
        Numbers all = numbers.get(key);
        if (all == null) {
            return 0;
        }
        for (int i = all.upTo(from); i >= 0 && all.number[i] > floor; i--) {
            if (isOver(core.ledger.wordVolatile(all.number[i]))) {
                all.remove(i);
            } else if (wanted.test(all.number[i])) {
                return all.number[i];
            }
        }
        return 0;
    }

    private static boolean isOver(long word) {
        ItemState state = StateWord.state(word);
        return state == ItemState.DONE || state == ItemState.CANCELLED;
    }

    private void lookUpTo(long last) {
        if (last <= lookedUpTo) {
            return;
        }
        numbers.values()
                .forEach(all -> all.removeIf(
                        number -> isOver(core.ledger.segment(number).wordIfWhole(number))));
        numbers.values().removeIf(all -> all.count == 0);
        while (lookedUpTo < last) {
            long number = lookedUpTo + 1;
            LedgerSegment segment = core.ledger.part(number);
            long end = Math.min(last, segment.last());
            if (!segment.isGone() && segment.cancelledIfOver() < 0) {
                for (; number <= end; number++) {
                    // A damaged state is told to whom it concerns.
                    if (!isOver(segment.wordIfWhole(number))) {
                        add(number);
                    }
                }
            }
            lookedUpTo = end;
        }
    }

    private void add(long number) {
        MessageHead head = heads.head(number);
        byte[] key = head == null ? NO_KEY : head.key();
        if (head == null || key.length > 0) {
            numbers.computeIfAbsent(ByteBuffer.wrap(key), k -> new Numbers()).add(number);
        }
    }

    /** The last item after {@code floor} and up to {@code from} that is not finished, or 0. Leaves out complete files. */
    long lastUnfinished(long from, long floor) {
        for (long number = from; number > floor; ) {
            LedgerSegment segment = core.ledger.part(number);
            long first = Math.max(floor + 1, segment.first());
            if (!segment.isComplete()) {
                for (; number >= first; number--) {
                    if (!StateWord.isFinished(segment.wordIfWhole(number))) {
                        return number;
                    }
                }
            }
            number = first - 1;
        }
        return 0;
    }

    /** In order. */
    private static final class Numbers {

        private long[] number = new long[1];
        private int count;

        void add(long value) {
            if (count == number.length) {
                number = Arrays.copyOf(number, 2 * count);
            }
            number[count++] = value;
        }

        /** The place of the last that is not behind a value, or -1. */
        int upTo(long value) {
            int place = Arrays.binarySearch(number, 0, count, value);
            return place >= 0 ? place : -place - 2;
        }

        void remove(int place) {
            count--;
            System.arraycopy(number, place + 1, number, place, count - place);
        }

        void removeIf(LongPredicate over) {
            int left = 0;
            for (int i = 0; i < count; i++) {
                if (!over.test(number[i])) {
                    number[left++] = number[i];
                }
            }
            count = left;
        }
    }
}
