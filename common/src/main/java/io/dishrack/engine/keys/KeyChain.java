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

        /** Of items up to here messages are gone, and the way on with them: only those are there that are still needed. */
        long reclaimedUpTo();

        /**
         * Up to here nobody walks to find who is unfinished: of the messages that would tell the way some are gone, or
         * what is unfinished there was redriven, so that items behind it may be done. At least {@link #reclaimedUpTo}.
         */
        long knownUpTo();

        /** Of the items up to {@code from} which is known, the last that is of the key, or may be, and is not finished; or 0. */
        long lastUnfinished(byte[] key, long from);

        /** Of the items up to {@code from}, whose messages are kept beyond their segments, the last of the key; or 0. */
        long lastKept(byte[] key, long from);

        /** The last item after {@code floor} and up to {@code from} that is not finished, or 0. */
        long lastUnfinished(long from, long floor);

        /** The state word of an item. */
        long word(long number);

        /** What an item's message says beside its payload, or null when it can't be read any more. */
        MessageHead head(long number);
    }

    /**
     * The nearest item put before this one that it has to wait for, or 0: one of the same key that is not finished.
     *
     * <p>One that is DONE was handed out when all before it were finished, so the walk ends there; who was redriven is
     * known without it. One that is DEAD or CANCELLED may never have been, and does not end it. Where a message can't be
     * read, its key and the way on are unknown: while it is not finished it counts as one of the same key (it is about to
     * be a dead letter), and the rest is looked at one by one.
     */
    public long blocker(long number, MessageHead head) {
        for (; ; ) {
            long known = links.knownUpTo();
            long blocker = walk(number, head, Math.max(known, links.finishedUpTo()));
            if (blocker != 0) {
                return blocker;
            }
            // Reclaimed meanwhile: what was walked over may have been gone already.
            if (links.knownUpTo() == known) {
                return known <= links.finishedUpTo()
                        ? 0
                        : links.lastUnfinished(head.key(), Math.min(known, number - 1));
            }
        }
    }

    /** Down to {@code floor}. */
    private long walk(long number, MessageHead head, long floor) {
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
        for (long number = links.lastUnfinished(from, floor);
                number != 0;
                number = links.lastUnfinished(number - 1, floor)) {
            MessageHead head = links.head(number);
            if (head == null || Arrays.equals(head.key(), key)) {
                return number;
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
            MessageHead head = at <= links.reclaimedUpTo() ? null : links.head(at);
            if (head == null) {
                return findAny(key, at, until);
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
        long number = from;
        for (; number > until && number > links.reclaimedUpTo(); number--) {
            MessageHead head = links.head(number);
            if (head != null && Arrays.equals(head.key(), key)) {
                return number;
            }
        }
        long kept = number > until ? links.lastKept(key, number) : 0;
        return kept > until ? kept : 0;
    }
}
