package io.dishrack.engine;

import io.dishrack.DishrackException;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.engine.region.CutFile;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Waits for room. Takers wake it. */
final class Offerer {

    private final Core core;
    private final Putter putter;
    private final AtomicBoolean closed;

    Offerer(Core core, Putter putter, AtomicBoolean closed) {
        this.core = core;
        this.putter = putter;
        this.closed = closed;
    }

    /** The item's number, or {@link JoinableQueue#FULL} when the time ran out; negative that of the one of its key. */
    long offer(byte[] item, ItemOptions options, Waiting waiting) throws InterruptedException {
        return offer(item, options, waiting, () -> true);
    }

    /** The same, as long as it is wanted when its turn has come; else {@link Putter#UNWANTED}. */
    long offer(byte[] item, ItemOptions options, Waiting waiting, BooleanSupplier wanted) throws InterruptedException {
        core.throwIfClosed(closed);
        MessageHead head = Putter.head(options);
        Putter.Stretch stretch = putter.prepare(Collections.singletonList(item)).onlyWhile(wanted);
        if (options.unique()) {
            putter.makeUnique(stretch, head);
        }
        core.reached(Fault.PUT_PREPARED);
        try {
            long number = put(stretch, head, waiting);
            CutFile.tellSoon(number);
            return number;
        } finally {
            putter.discard(stretch);
        }
    }

    /** How many of the items went in, before the time ran out or something ended it. */
    int offerAll(List<? extends byte[]> items, ItemOptions options, Waiting waiting, LongConsumer numbers)
            throws InterruptedException {
        core.throwIfClosed(closed);
        if (options.origin() != null) {
            throw new IllegalArgumentException("an origin is of one item: items=" + items.size() + "; put one by one");
        }
        if (options.unique()) {
            throw new IllegalArgumentException("items of one key that are unique; put them one at a time");
        }
        MessageHead head = Putter.head(options);
        Putter.Stretch stretch = putter.prepare(items);
        try {
            boolean full = false;
            while (stretch.left() > 0 && !full) {
                int before = stretch.done();
                long last = put(stretch, head, waiting);
                // Those that went in at once were put under one lock. The rest goes in as room is made.
                for (int more = stretch.done() - before - 1; more >= 0; more--) {
                    numbers.accept(last - more);
                }
                full = last == JoinableQueue.FULL;
            }
        } catch (DishrackException | InterruptedException e) {
            // What ended it is met again by the next call.
            if (stretch.done() == 0) {
                throw e;
            }
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        } finally {
            putter.discard(stretch);
        }
        CutFile.tell();
        return stretch.done();
    }

    /** Puts at least one of the items unless the time runs out. */
    private long put(Putter.Stretch stretch, MessageHead head, Waiting waiting) throws InterruptedException {
        for (; ; ) {
            Waiting.throwIfInterrupted();
            core.throwIfClosed(closed);
            core.throwIfInTrouble();
            long last = putter.put(stretch, head, Math.max(waiting.left(), 0));
            if (last != JoinableQueue.FULL) {
                return last;
            }
            int ticket = core.signals.space().prepare();
            if (putter.hasRoom()) {
                if (waiting.left() <= 0) {
                    return JoinableQueue.FULL;
                }
                continue;
            }
            long left = waiting.left();
            if (left <= 0) {
                return JoinableQueue.FULL;
            }
            core.signals.space().await(ticket, left);
        }
    }
}
