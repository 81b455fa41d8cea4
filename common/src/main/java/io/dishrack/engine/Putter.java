package io.dishrack.engine;

import io.dishrack.ItemOptions;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.log.LargePayloads;
import io.dishrack.engine.log.MessageHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts items at the end of the item log.
 *
 * <p>Under the item lock: make sure of the ledger words, append, note it in the ledger, publish; then wake takers. Crash:
 * an item whose message is whole is published by the reaper of this process; one that is not never was. Ledger words made
 * beforehand say READY, of the lowest priority; another is set once the message is whole.
 */
final class Putter {

    private static final byte[] NO_KEY = {};
    private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Core core;
    private final Census census;

    Putter(Core core, Census census) {
        this.core = core;
        this.census = census;
    }

    /** Items of which the first few have been put. For one thread. */
    static final class Stretch {

        private final List<? extends byte[]> items;
        /** By place, or null when none is large. */
        private LargePayloads.Prepared[] large;

        private int next;
        /** How many of them are promised: flushed too, where that is asked for. */
        private int promised;

        private Stretch(List<? extends byte[]> items) {
            this.items = items;
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
        if (stretch.large == null) {
            return;
        }
        for (int i = stretch.next; i < stretch.large.length; i++) {
            if (stretch.large[i] != null) {
                core.itemWriter.large().discard(stretch.large[i]);
            }
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
        return new MessageHead(key, options.keepResult(), options.priority(), options.notBeforeMillis(), 0, null);
    }

    private static byte[] key(String text) {
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
     * @return the number of the last item put, or 0 when there was no room
     */
    long put(Stretch stretch, MessageHead head, long nanos) throws InterruptedException {
        if (!core.itemLock.lock(Math.max(nanos, LOCK_NANOS))) {
            throw new QueueUnusableException("a process holds the queue and does not run: queue=" + core.folder
                    + "; see rack status, and let it go on or kill it");
        }
        int count;
        long last;
        try {
            core.reached(Fault.PUT_LOCKED);
            if (core.control.shutdownVolatile() != ControlFile.OPEN) {
                throw new QueueClosedException(core.folder.toString());
            }
            count = (int) Math.min(stretch.left(), room());
            if (count <= 0) {
                return 0;
            }
            if (!core.itemWriter.begin()) {
                throw new IllegalStateException("handle is closed: queue=" + core.folder);
            }
            last = append(stretch, count, head);
        } finally {
            core.itemLock.unlock();
        }
        core.reached(Fault.PUT_UNLOCKED);
        core.wakeTaker();
        core.flushes.put(last);
        stretch.promised = stretch.next;
        return last;
    }

    /** Appends and publishes; ends early when something fails after the first, which the next call will meet again. */
    private long append(Stretch stretch, int count, MessageHead head) {
        long last = 0;
        long first = core.itemWriter.nextNumber();
        try {
            for (int end = stretch.next + count; stretch.next < end; stretch.next++) {
                core.ledger.prepare(core.itemWriter.nextNumber());
                core.reached(Fault.PUT_LEDGER_READY);
                last = core.itemWriter.append(
                        stretch.items.get(stretch.next),
                        stretch.large == null ? null : stretch.large[stretch.next],
                        head);
                prioritise(last, head.priority());
            }
        } catch (QueueUnusableException e) {
            if (last == 0) {
                throw e;
            }
        } finally {
            if (last != 0) {
                core.ledger.notePut(last);
                core.reached(Fault.PUT_NOTED);
            }
            core.itemWriter.publish();
            if (last != 0 && head.priority() > 0) {
                core.reached(Fault.PUT_HINTING);
                core.control.urgent().lower(head.priority(), first);
            }
        }
        return last;
    }

    /** Crash before: who recovers the log does it. Of the word of an item that is not published yet. */
    private void prioritise(long number, int priority) {
        if (priority > 0) {
            core.control.urgent().use(priority);
            core.ledger.prioritise(number, priority);
            core.reached(Fault.PUT_PRIORITY_SET);
        }
    }

    private long room() {
        long max = core.control.maxSize();
        return max == 0 ? Long.MAX_VALUE : max - census.waiting();
    }

    /** Whether there is room now. */
    boolean hasRoom() {
        return room() > 0;
    }
}
