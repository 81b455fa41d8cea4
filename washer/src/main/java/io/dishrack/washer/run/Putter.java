package io.dishrack.washer.run;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.washer.input.BadInputException;
import io.dishrack.washer.input.Item;
import io.dishrack.washer.input.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Puts items and knows exactly how many went in. Waits for room in slices, between which it looks whether it is to stop.
 */
final class Putter {

    /** How a put ended. */
    enum End {
        ALL,
        FULL,
        STOPPED
    }

    private static final Duration SLICE = Duration.ofMillis(100);

    private final JoinableQueue<byte[]> queue;
    private final Duration timeout;
    private final BooleanSupplier stop;
    private final OwnItems own;
    /** Where the input may go on, or null. */
    private final Resume resume;

    private long count;
    private long duplicates;

    /**
     * For that queue.
     *
     * @param timeout how long the queue may stay full, or null
     * @param own where the numbers are noted of items whose results are wanted, or null when none are
     * @param resume tells which items are in the queue, or null when none are
     */
    Putter(JoinableQueue<byte[]> queue, Duration timeout, BooleanSupplier stop, OwnItems own, Resume resume) {
        this.queue = queue;
        this.timeout = timeout;
        this.stop = stop;
        this.own = own;
        this.resume = resume;
    }

    /** How many items went in. */
    long count() {
        return count;
    }

    /** How many were there already and did not go in again. */
    long duplicates() {
        return duplicates;
    }

    End put(List<Item> items) throws BadInputException, InterruptedException {
        int from = 0;
        while (from < items.size()) {
            if (resume != null && resume.passes(items.get(from))) {
                duplicates++;
                from++;
                continue;
            }
            int to = endOfGroup(items, from);
            List<Item> group = items.subList(from, to);
            List<Origin> origins = resume == null ? null : resume.origins(group);
            End end = to - from == 1
                    ? putOne(group.get(0), origins == null ? null : origins.get(0))
                    : putGroup(group, origins);
            if (end != End.ALL) {
                return end;
            }
            if (resume != null) {
                resume.forgetOld();
            }
            from = to;
        }
        return End.ALL;
    }

    /** Items without a key that say the same of their turn go in together, unless each one's number must be known. */
    private int endOfGroup(List<Item> items, int from) {
        int to = from + 1;
        if (own == null && items.get(from).key() == null) {
            while (to < items.size()
                    && items.get(to).key() == null
                    && items.get(to).turn().equals(items.get(from).turn())) {
                to++;
            }
        }
        return to;
    }

    /** Those that another washer of the same input put meanwhile count as put here. */
    private End putGroup(List<Item> group, List<Origin> origins) throws InterruptedException {
        Turn turn = group.get(0).turn();
        List<byte[]> rest = new ArrayList<>(group.size());
        group.forEach(item -> rest.add(item.payload()));
        int size = group.size();
        try {
            return untilIn(slice -> {
                ItemOptions options = turn.of(ItemOptions.NONE, System.currentTimeMillis());
                int in = origins == null
                        ? queue.offerAll(rest, options, slice)
                        : queue.offerAll(rest, options, origins.subList(size - rest.size(), size), slice);
                rest.subList(0, in).clear();
                count += in;
                return in == 0 ? Step.FULL : rest.isEmpty() ? Step.IN : Step.PARTLY;
            });
        } catch (IllegalArgumentException e) {
            // One of them can't be put, so none was: those before it go in, and it is named.
            int in = size - rest.size();
            return oneByOne(group.subList(in, size), origins == null ? null : origins.subList(in, size));
        }
    }

    private End oneByOne(List<Item> items, List<Origin> origins) throws InterruptedException {
        for (int i = 0; i < items.size(); i++) {
            End end = putOne(items.get(i), origins == null ? null : origins.get(i));
            if (end != End.ALL) {
                return end;
            }
        }
        return End.ALL;
    }

    private End putOne(Item item, Origin origin) throws InterruptedException {
        ItemOptions lasting =
                ItemOptions.NONE.withKey(item.key()).withKeepResult(own != null).withOrigin(origin);
        return untilIn(slice -> {
            ItemOptions options =
                    item.turn().of(lasting, System.currentTimeMillis()).withUnique(item.unique());
            long number = JoinableQueue.FULL;
            if (own == null) {
                number = queue.offer(item.payload(), options, slice);
            } else {
                own.begin();
                try {
                    number = queue.offer(item.payload(), options, slice);
                } finally {
                    own.end(number);
                }
            }
            count += number > 0 ? 1 : 0;
            duplicates += number < 0 ? 1 : 0;
            return number == JoinableQueue.FULL ? Step.FULL : Step.IN;
        });
    }

    private enum Step {
        IN,
        PARTLY,
        FULL
    }

    /** One attempt, waiting at most that long. */
    private interface Attempt {
        Step within(Duration slice) throws InterruptedException;
    }

    private End untilIn(Attempt attempt) throws InterruptedException {
        long fullSince = System.nanoTime();
        while (!stop.getAsBoolean()) {
            Duration left = timeout == null ? SLICE : timeout.minusNanos(System.nanoTime() - fullSince);
            boolean lastChance = left.compareTo(SLICE) < 0;
            Step step = attempt.within(left.isNegative() ? Duration.ZERO : lastChance ? left : SLICE);
            if (step == Step.IN) {
                return End.ALL;
            }
            if (step == Step.PARTLY) {
                fullSince = System.nanoTime();
            } else if (lastChance && timeout != null) {
                return End.FULL;
            }
        }
        return End.STOPPED;
    }
}
