package io.dishrack.engine.keys;

import io.dishrack.ItemState;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.MessageHead;
import java.util.Arrays;

/**
 * Walks along the items of a key, from the last to the first: each message names the one that was put before it into its
 * bucket. Holds no state; thread-safe as its links are.
 */
public final class KeyChain {

    private final Links links;

    /** Over the items of a queue. */
    public KeyChain(Links links) {
        this.links = links;
    }

    /** What is known of items. */
    public interface Links {

        /** Every item up to here is finished; nobody is waited for there. */
        long finishedUpTo();

        /** The state word of an item. */
        long word(long number);

        /** What an item's message says beside its payload, or null when it can't be read any more. */
        MessageHead head(long number);
    }

    /**
     * The nearest item put before this one that it has to wait for, or 0: one of the same key that is not finished.
     *
     * <p>One that is DONE was handed out when all before it were finished, so the walk ends there. One that is DEAD or
     * CANCELLED may never have been, and does not end it. Where a message can't be read, its key and the way on are
     * unknown: while it is not finished it counts as one of the same key (it is about to be a dead letter), and the rest is
     * looked at one by one.
     */
    public long blocker(long number, MessageHead head) {
        long floor = links.finishedUpTo();
        long at = head.previous();
        for (long before = number; at > floor; ) {
            if (at >= before) {
                return anyBlocker(before - 1, floor, head.key()); // says what can't be
            }
            long word = links.word(at);
            MessageHead other = links.head(at);
            if (other == null) {
                return StateWord.isFinished(word) ? anyBlocker(at - 1, floor, head.key()) : at;
            }
            if (Arrays.equals(other.key(), head.key())) {
                if (!StateWord.isFinished(word)) {
                    return at;
                }
                if (StateWord.state(word) == ItemState.DONE) {
                    return 0;
                }
            }
            before = at;
            at = other.previous();
        }
        return 0;
    }

    private long anyBlocker(long from, long floor, byte[] key) {
        for (long number = from; number > floor; number--) {
            if (!StateWord.isFinished(links.word(number))) {
                MessageHead head = links.head(number);
                if (head == null || Arrays.equals(head.key(), key)) {
                    return number;
                }
            }
        }
        return 0;
    }

    /**
     * The last item put with a key, or 0.
     *
     * @param from the last of its bucket
     * @param until only items after this one count
     */
    public long find(byte[] key, long from, long until) {
        for (long at = from, before = Long.MAX_VALUE; at > until && at < before; ) {
            MessageHead head = links.head(at);
            if (head == null) {
                return findAny(key, at - 1, until);
            }
            if (Arrays.equals(head.key(), key)) {
                return at;
            }
            before = at;
            at = head.previous();
        }
        return 0;
    }

    private long findAny(byte[] key, long from, long until) {
        for (long number = from; number > until; number--) {
            MessageHead head = links.head(number);
            if (head != null && Arrays.equals(head.key(), key)) {
                return number;
            }
        }
        return 0;
    }
}
