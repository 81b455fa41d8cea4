package io.dishrack.engine;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.keys.KeysDescriptor;
import io.dishrack.engine.keys.KeysFile;
import io.dishrack.engine.log.LargePayloads;
import io.dishrack.engine.log.MessageHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Puts items at the end of the item log.
 *
 * <p>Under the item lock: make sure of the ledger words, append, note it in the ledger, publish; then wake takers. Crash:
 * an item whose message is whole is published by the reaper of this process; one that is not never was. Ledger words made
 * beforehand say READY, of the lowest priority; another is set once the message is whole.
 */
final class Putter {

    /** What {@link #put} returns when nothing was to be put any more. */
    static final long UNWANTED = Long.MIN_VALUE;

    private static final byte[] NO_KEY = {};
    private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Core core;
    private final Census census;
    private final KeyOrder keyOrder;
    private final KeyFinder finder;

    Putter(Core core, Census census, KeyOrder keyOrder, KeyFinder finder) {
        this.core = core;
        this.census = census;
        this.keyOrder = keyOrder;
        this.finder = finder;
    }

    /** Items of which the first few have been put. For one thread. */
    static final class Stretch {

        private static final BooleanSupplier ALWAYS = () -> true;

        private final List<? extends byte[]> items;
        /** By place, or null when none is large. */
        private LargePayloads.Prepared[] large;

        /** Asked under the lock: whether the items are still to be put. */
        private BooleanSupplier wanted = ALWAYS;
        /** What was found of its key, when it is put only if there is nothing of it; or null. */
        private KeyFinder.Look look;

        /** Of each item, or null. */
        private List<Origin> origins;

        private int next;
        /** How many of them are promised: flushed too, where that is asked for. */
        private int promised;

        private Stretch(List<? extends byte[]> items) {
            this.items = items;
        }

        /** Puts nothing, but says {@link #UNWANTED}, once that does not hold any more. */
        Stretch onlyWhile(BooleanSupplier value) {
            wanted = value;
            return this;
        }

        /** Gives each item an origin; those that are there already are passed over. */
        void from(List<Origin> value) {
            origins = value;
        }

        private MessageHead head(MessageHead common) {
            return origins == null ? common : common.withOrigin(Sources.origin(origins.get(next)));
        }

        /** How many have been put. */
        int done() {
            return promised;
        }

        int left() {
            return items.size() - next;
        }
    }

    /**
     * Gets items ready; large payloads are written now, before any lock is taken.
     *
     * @throws IllegalArgumentException when one of them can never be put; then none is
     */
    Stretch prepare(List<? extends byte[]> items) {
        Stretch stretch = new Stretch(items);
        boolean anyLarge = false;
        for (byte[] payload : items) {
            check(payload);
            anyLarge |= LargePayloads.isLarge(payload);
        }
        if (anyLarge) {
            prepareLarge(stretch);
        }
        return stretch;
    }

    /** Lets the item be put only if there is none of its key. */
    void makeUnique(Stretch stretch, MessageHead head) {
        stretch.look = finder.look(head.key());
    }

    private void prepareLarge(Stretch stretch) {
        stretch.large = new LargePayloads.Prepared[stretch.items.size()];
        boolean prepared = false;
        try {
            for (int i = 0; i < stretch.large.length; i++) {
                byte[] payload = stretch.items.get(i);
                if (LargePayloads.isLarge(payload)) {
                    stretch.large[i] = core.itemWriter.large().prepare(payload);
                }
            }
            prepared = true;
        } finally {
            if (!prepared) {
                discard(stretch);
            }
        }
    }

    /** Removes what was got ready and not put. */
    void discard(Stretch stretch) {
        for (int i = stretch.next; stretch.large != null && i < stretch.large.length; i++) {
            discard(stretch, i);
        }
    }

    private void discard(Stretch stretch, int place) {
        if (stretch.large != null && stretch.large[place] != null) {
            core.itemWriter.large().discard(stretch.large[place]);
        }
    }

    private static void check(byte[] payload) {
        if (payload.length > LargePayloads.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "item is too large: bytes=" + payload.length + " limit=" + LargePayloads.MAX_BYTES);
        }
    }

    /** What is said beside the payload of items that are put so. */
    static MessageHead head(ItemOptions options) {
        if (options.equals(ItemOptions.NONE)) {
            return MessageHead.NONE;
        }
        byte[] key = options.key() == null ? NO_KEY : key(options.key());
        MessageHead.Origin origin = options.origin() == null ? null : Sources.origin(options.origin());
        return new MessageHead(key, options.keepResult(), options.priority(), options.notBeforeMillis(), 0, origin);
    }

    /** The bytes of a key. */
    static byte[] key(String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        if (key.length == 0 || key.length > MessageHead.MAX_KEY) {
            throw new IllegalArgumentException(
                    "key is empty or too long: bytes=" + key.length + " limit=" + MessageHead.MAX_KEY);
        }
        return key;
    }

    /**
     * Puts as many of the items as there is room for, in order.
     *
     * @param nanos how long to wait for a slot. The lock is no slot: it is waited for in any case, and whoever holds it
     *     does so for microseconds, or is found dead
     * @return the number of the last item put, or 0 when there was no room; negative that of the one which is there
     *     already, where one of its key or origin is enough; {@link #UNWANTED}
     */
    long put(Stretch stretch, MessageHead head, long nanos) throws InterruptedException {
        if (!core.itemLock.lock(Math.max(nanos, LOCK_NANOS))) {
            throw new QueueUnusableException("a process holds the queue and does not run: queue=" + core.folder
                    + "; see rack status, and let it go on or kill it");
        }
        long last;
        try {
            core.reached(Fault.PUT_LOCKED);
            last = head.origin() == null ? 0 : -find(head.origin(), stretch);
            if (last == 0) {
                last = putLocked(stretch, head);
            }
        } finally {
            core.itemLock.unlock();
        }
        if (last == JoinableQueue.FULL || last == UNWANTED) {
            return last;
        }
        core.reached(Fault.PUT_UNLOCKED);
        core.wakeTaker();
        // What was there already may have been put by one who died before it was on the device.
        core.flushes.put(Math.abs(last));
        stretch.promised = stretch.next;
        return last;
    }

    /** What is put on a condition was never put when it is not found: its putter sees to that. */
    private long find(MessageHead.Origin origin, Stretch stretch) {
        long number = core.origins.find(origin.source(), origin.sequence());
        if (number == 0 && stretch.wanted == Stretch.ALWAYS) {
            core.origins.requireTold(origin.source(), origin.sequence());
        }
        return number;
    }

    private long putLocked(Stretch stretch, MessageHead head) {
        if (!stretch.wanted.getAsBoolean()) {
            return UNWANTED;
        }
        if (core.control.shutdownVolatile() != ControlFile.OPEN) {
            throw new QueueClosedException(core.folder.toString());
        }
        long found = stretch.look == null ? 0 : finder.again(stretch.look);
        if (found != 0) {
            return -found;
        }
        int count = (int) Math.min(stretch.left(), room());
        if (count <= 0) {
            return JoinableQueue.FULL;
        }
        if (!core.itemWriter.begin()) {
            throw new IllegalStateException("handle is closed: queue=" + core.folder);
        }
        return append(stretch, count, head);
    }

    /** Appends and publishes; ends early when something fails after the first, which the next call will meet again. */
    private long append(Stretch stretch, int count, MessageHead common) {
        long last = 0;
        long there = 0;
        long first = core.itemWriter.nextNumber();
        try {
            for (int end = stretch.next + count; stretch.next < end; stretch.next++) {
                MessageHead head = stretch.head(common);
                long found = stretch.origins == null ? 0 : find(head.origin(), stretch);
                if (found != 0) {
                    discard(stretch, stretch.next);
                    there = found;
                    continue;
                }
                core.ledger.prepare(core.itemWriter.nextNumber());
                if (head.origin() != null) {
                    core.origins.prepare(head.origin().source(), head.origin().sequence());
                }
                core.reached(Fault.PUT_LEDGER_READY);
                last = append(stretch, head);
                core.noteOrigin(last, head);
                core.prioritise(last, head.priority());
            }
        } catch (QueueUnusableException e) {
            if (last == 0 && there == 0) {
                throw e;
            }
        } finally {
            if (last != 0) {
                core.ledger.notePut(last);
                core.reached(Fault.PUT_NOTED);
            }
            core.itemWriter.publish();
            if (last != 0 && common.priority() > 0) {
                core.reached(Fault.PUT_HINTING);
                core.control.urgent().lower(common.priority(), first);
            }
        }
        return Math.max(last, there);
    }

    /** An item with a key says which one was put before it into its bucket, and becomes the last of it. */
    private long append(Stretch stretch, MessageHead head) {
        byte[] payload = stretch.items.get(stretch.next);
        LargePayloads.Prepared large = stretch.large == null ? null : stretch.large[stretch.next];
        if (head.key().length == 0) {
            return core.itemWriter.append(payload, large, head);
        }
        KeysFile keys = core.keys.prepare();
        int bucket = KeysDescriptor.bucket(head.key());
        long previous = keys.last(bucket);
        if (previous >= core.itemWriter.nextNumber()) {
            throw new QueueUnusableException("keys are ahead of the items: bucket=" + bucket + " last=" + previous
                    + " next=" + core.itemWriter.nextNumber() + " file=" + core.folder.resolve(KeysFile.NAME)
                    + "; see rack verify and rack repair");
        }
        long number = core.itemWriter.append(payload, large, head.withPrevious(previous));
        keys.last(bucket, number);
        core.reached(Fault.PUT_KEYED);
        return number;
    }

    private long room() {
        long max = core.control.maxSize();
        return max == 0 ? Long.MAX_VALUE : max - census.waiting() - keyOrder.waiting();
    }

    /** Whether there is room now. */
    boolean hasRoom() {
        return room() > 0;
    }
}
