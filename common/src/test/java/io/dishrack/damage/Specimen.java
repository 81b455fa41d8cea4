package io.dishrack.damage;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Origin;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.SmallLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A queue worth damaging.
 *
 * @param kind what is in it
 * @param image its files
 * @param truth its items
 */
record Specimen(Kind kind, Image image, Truth truth) {

    /** What there is. */
    enum Kind {
        /** Items in every state over several segments, as a process left them that was killed. */
        MIXED,
        /** All done, all closed. */
        FINISHED,
        /** Shut down and bounded, with items that nobody took. */
        SHUT,
        /** Items of several keys and sources, which wait for each other and are put once. */
        SOURCED,
        /** Mostly reclaimed, with some kept of the oldest, as a process left it that was killed; and more may go. */
        RECLAIMED,
        /** Nothing was ever put. */
        FRESH
    }

    /** Small, so that a few hundred items fill several. */
    static final long SEGMENT_BYTES = 1 << 16;

    private static final int CANCELLED = 12;
    private static final int MIXED_ITEMS = 400;
    private static final int FINISHED_ITEMS = 150;
    private static final int SHUT_ITEMS = 40;
    private static final int SOURCED_ITEMS = 120;
    private static final int SOURCES = 3;
    private static final int KEYS = 7;
    private static final int RECLAIMED_ITEMS = 1000;
    private static final int WAITING_ITEMS = 40;
    private static final int LEDGER_ITEMS = 64;
    /** Their retry: later than the image is taken, soon enough for the first trial to wait for it. */
    private static final Duration RETRY = Duration.ofSeconds(6);

    /** The options of every handle: what is retried is retried late. */
    static OpenOptions options() {
        return OpenOptions.DEFAULTS
                .withSegmentBytes(SEGMENT_BYTES)
                .withRole("dryer")
                .withRetryDelay(RETRY);
    }

    private static OpenOptions options(Kind kind) {
        return switch (kind) {
            case SHUT -> options().withMaxSize(1000);
            case RECLAIMED -> options().withHistoryBytes(0).withResultBytes(0);
            default -> options();
        };
    }

    /** Makes a queue in that folder, which stays, and takes its image. */
    static Specimen make(Kind kind, Path folder) throws Exception {
        OpenOptions options = options(kind);
        if (kind == Kind.RECLAIMED) {
            Dishrack.open(folder, options).close();
            SmallLedger.make(folder, LEDGER_ITEMS);
        }
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options)) {
            switch (kind) {
                case MIXED -> {
                    mix(queue);
                    // With the handle open: its items are taken, and in a copy nobody holds its lock.
                    return seen(kind, folder);
                }
                case RECLAIMED -> {
                    reclaim(queue, folder);
                    return seen(kind, folder);
                }
                case FINISHED -> {
                    put(queue, FINISHED_ITEMS);
                    // Items of one key are handed out one after the other.
                    while (queue.unfinished() > 0) {
                        queue.pollBatch(FINISHED_ITEMS, Duration.ZERO).forEach(Specimen::done);
                    }
                }
                case SHUT -> {
                    put(queue, SHUT_ITEMS);
                    queue.pollBatch(SHUT_ITEMS / 4, Duration.ZERO).forEach(Specimen::done);
                    queue.shutdown();
                }
                case SOURCED -> {
                    putSourced(queue);
                    // Of each key that is met there is one among them, and others wait for it.
                    queue.pollBatch(SOURCED_ITEMS / 4, Duration.ZERO).forEach(Specimen::done);
                    queue.pollBatch(KEYS / 2, Duration.ZERO).get(0).release();
                }
                default -> {}
            }
        }
        return seen(kind, folder);
    }

    private static void reclaim(JoinableQueue<byte[]> queue, Path folder) throws Exception {
        put(queue, RECLAIMED_ITEMS - WAITING_ITEMS);
        finish(queue);
        put(queue, WAITING_ITEMS);
        Await.until(
                "most is reclaimed",
                () -> files(folder.resolve("items"), ".cq4") <= 2
                        && files(folder.resolve("results"), ".cq4") <= 2
                        && Files.exists(folder.resolve("items/kept/1"))
                        && Files.exists(folder.resolve("results/kept/1"))
                        && files(folder.resolve("ledger"), ".ledger") <= 5);
    }

    /** A dead letter, one to be retried and one in hand are the oldest of those that are left. */
    private static void finish(JoinableQueue<byte[]> queue) throws InterruptedException {
        // Again, for those that waited behind others of their key.
        for (List<Delivery<byte[]>> batch = queue.pollBatch(RECLAIMED_ITEMS, Duration.ZERO);
                !batch.isEmpty();
                batch = queue.pollBatch(RECLAIMED_ITEMS, Duration.ZERO)) {
            for (Delivery<byte[]> delivery : batch) {
                switch ((int) delivery.number()) {
                    case 2 -> delivery.reject(Report.failure(65, "broken beyond repair"));
                    case 3 -> delivery.fail(Report.failure(1, "try again"));
                    case 4 -> {
                        // Stays taken.
                    }
                    default -> done(delivery);
                }
            }
        }
    }

    private static long files(Path folder, String ending) {
        String[] names = folder.toFile().list((parent, name) -> name.endsWith(ending));
        return names.length;
    }

    private static void mix(JoinableQueue<byte[]> queue) throws InterruptedException {
        put(queue, CANCELLED);
        queue.pollBatch(CANCELLED / 3, Duration.ZERO).forEach(Specimen::done);
        queue.shutdownNow();
        queue.reopen();
        put(queue, MIXED_ITEMS - CANCELLED);
        List<Delivery<byte[]>> taken = new ArrayList<>(queue.pollBatch(MIXED_ITEMS * 3 / 4, Duration.ZERO));
        for (Delivery<byte[]> delivery : taken) {
            switch ((int) delivery.number() % 10) {
                case 0 -> delivery.fail(Report.failure(1, "try again"));
                case 1 -> delivery.reject(Report.failure(65, "broken beyond repair"));
                case 2 -> delivery.release();
                case 3, 4 -> {
                    // Stays taken.
                }
                default -> done(delivery);
            }
        }
    }

    private static void put(JoinableQueue<byte[]> queue, int count) throws InterruptedException {
        long first = queue.status().put() + 1;
        for (long number = first; number < first + count; number++) {
            queue.put(
                    Item.payload(number), ItemOptions.NONE.withKey(key(number)).withKeepResult(number % 3 != 0));
        }
    }

    private static void putSourced(JoinableQueue<byte[]> queue) throws InterruptedException {
        for (long number = 1; number <= SOURCED_ITEMS; number++) {
            String key = number % 4 == 0 ? null : "key-" + number % KEYS;
            queue.put(Item.payload(number), ItemOptions.NONE.withKey(key).withOrigin(origin(number)));
        }
    }

    /** Where an item of {@link Kind#SOURCED} comes from. */
    static Origin origin(long number) {
        return new Origin("source " + number % SOURCES, (number - 1) / SOURCES + 1, number);
    }

    private static String key(long number) {
        return number % 5 == 0 ? "key-" + number % 60 : null;
    }

    /** Results of several sizes, some of them large. */
    private static void done(Delivery<byte[]> delivery) {
        delivery.done(Report.of(delivery.number() % 2 == 0 ? delivery.item() : new byte[0]));
    }

    private static Specimen seen(Kind kind, Path folder) throws IOException {
        List<Item> items = new ArrayList<>();
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            inspector.items(
                    Set.of(), view -> items.add(new Item(view.number(), view.state(), view.attempts(), view.key())));
        }
        Truth truth = kind == Kind.RECLAIMED ? withReclaimed(items, folder) : new Truth(items);
        if (kind == Kind.MIXED) {
            for (ItemState state : ItemState.values()) {
                require(truth.in(state) > 0, "no item is " + state);
            }
        }
        return new Specimen(kind, Image.of(folder), truth);
    }

    private static Truth withReclaimed(List<Item> listed, Path folder) {
        Map<Long, Item> items = new TreeMap<>();
        for (long number = 1; number <= RECLAIMED_ITEMS; number++) {
            items.put(number, new Item(number, ItemState.DONE, 1, key(number)));
        }
        listed.forEach(item -> items.put(item.number(), item));
        require(listed.size() < RECLAIMED_ITEMS / 2, "too much is left: " + listed.size());
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            items.values().forEach(item -> require(inspector.state(item.number()) == item.state(), "not so: " + item));
        }
        return new Truth(List.copyOf(items.values()), true);
    }

    private static void require(boolean holds, String fact) {
        if (!holds) {
            throw new AssertionError(fact);
        }
    }

    /** Writes it down for another process. */
    void save(Path parent) throws IOException {
        image.restore(parent.resolve(kind.name()));
        truth.save(parent.resolve(kind + ".truth"));
    }

    /** What {@link #save} wrote. */
    static Specimen load(Path parent, Kind kind) throws IOException {
        Path folder = parent.resolve(kind.name());
        if (!Files.isDirectory(folder)) {
            throw new IOException("no specimen: folder=" + folder);
        }
        return new Specimen(kind, Image.of(folder), Truth.load(parent.resolve(kind + ".truth")));
    }
}
