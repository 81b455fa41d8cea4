package io.dishrack.disk;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.QueueLab;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The main class of a JVM on a small file system of its own: fills it, sees the errors, makes room, goes on, and counts.
 * Says so when all was right; else it ends with an error.
 */
public final class FullDiskProgram {

    private static final long LEDGER_ITEMS = 1 << 18;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Path disk;
    private final Path folder;
    private final Path ballast;
    private long nextSequence = 1;

    private FullDiskProgram(Path disk) {
        this.disk = disk;
        this.folder = disk.resolve("queue");
        this.ballast = disk.resolve("ballast");
    }

    /** What is done on the full disk. */
    public enum Scene {
        PUT,
        RESULT,
        LARGE,
        LEDGER,
        RECLAIM,
        OPEN
    }

    /** Arguments: the file system, the scene. */
    public static void main(String[] arguments) throws Exception {
        FullDiskProgram program = new FullDiskProgram(Path.of(arguments[0]));
        Scene scene = Scene.valueOf(arguments[1]);
        switch (scene) {
            case PUT -> program.put();
            case RESULT -> program.result();
            case LARGE -> program.large();
            case LEDGER -> program.ledger();
            case RECLAIM -> program.reclaim();
            default -> program.open();
        }
        System.out.println("survived " + scene);
    }

    private static OpenOptions options() {
        return QueueLab.options().withSegmentBytes(1 << 20);
    }

    /** Two processes put until neither can; when there is room both go on, and so do their dryers. */
    private void put() throws Exception {
        Children children = new Children();
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options())) {
            QueueChild other = QueueChild.open(children, folder, options());
            putSome(queue, 100);
            other.tell("put", "from-the-other");
            for (int round = 0; round < 3; round++) {
                fill(64 << 10);
                requireFull(() -> putUntilFull(queue));
                requireFull(() -> putSome(queue, 1));
                require(other.ask("put", "x".repeat(60_000)).failure().contains("disk is full"), "other process");
                // What was put is taken and acknowledged without any new block.
                Delivery<byte[]> delivery = queue.poll(SOON);
                require(delivery != null, "take on a full disk");
                delivery.done();
                Files.delete(ballast);
                putSome(queue, 50);
                other.tell("put", "from-the-other");
            }
            drain(queue, nextSequence - 1 + 4);
        } finally {
            children.killAll();
        }
    }

    /** A result that can't be written: the item is not done, and can be acknowledged when there is room. */
    private void result() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options())) {
            for (int i = 0; i < 40; i++) {
                queue.put(nextPayload(), ItemOptions.WITH_RESULT);
            }
            queue.poll(SOON).done(Report.of(new byte[10]));
            fill(0);
            Report report = Report.of(new byte[60_000]);
            List<Delivery<byte[]>> taken = queue.pollBatch(39, SOON);
            int[] done = {0};
            requireFull(() -> {
                for (Delivery<byte[]> each : taken) {
                    each.done(report);
                    done[0]++;
                }
            });
            require(queue.unfinished() == 39 - done[0], "unfinished=" + queue.unfinished() + " done=" + done[0]);
            requireFull(() -> taken.get(done[0]).done(report));
            requireFull(() -> taken.get(done[0]).done(Report.of(new byte[3 << 20])));
            Files.delete(ballast);
            for (Delivery<byte[]> each : taken.subList(done[0], taken.size())) {
                each.done(report);
            }
            require(queue.join(SOON), "join");
            try (var results = queue.results(true)) {
                for (int i = 0; i < 40; i++) {
                    require(results.poll(SOON) != null, "result " + i);
                }
            }
        }
    }

    /** A large payload that does not fit leaves nothing behind. */
    private void large() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options())) {
            putSome(queue, 10);
            fill(1 << 20);
            byte[] large = new byte[3 << 20];
            requireFull(() -> queue.put(large));
            requireFull(() -> queue.putAll(Collections.nCopies(5, new byte[300_000]), ItemOptions.NONE));
            try (Stream<Path> left = Files.list(folder.resolve("items/large"))) {
                require(left.findAny().isEmpty(), "left over in items/large");
            }
            putSome(queue, 10);
            Files.delete(ballast);
            require(queue.put(large) == 21, "number after room was made");
            require(queue.put(nextPayload()) == 22, "number of the next");
            for (int i = 0; i < 22; i++) {
                Delivery<byte[]> delivery = queue.poll(SOON);
                require(i != 20 || delivery.item().length == large.length, "large payload");
                delivery.done();
            }
            require(queue.join(SOON), "join");
        }
    }

    /** The next file of the ledger does not fit. */
    private void ledger() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options())) {
            List<byte[]> items = Collections.nCopies(1_000, new byte[1]);
            long put = 0;
            while (put + items.size() < LEDGER_ITEMS - 1_000) {
                queue.putAll(items, ItemOptions.NONE);
                put += items.size();
            }
            fill(1 << 20);
            long[] last = {put};
            requireFull(() -> {
                for (; ; ) {
                    last[0] = queue.put(new byte[1]);
                }
            });
            require(last[0] == LEDGER_ITEMS, "last put before the ledger's next file: " + last[0]);
            try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
                require(files.count() == 1, "left over in ledger");
            }
            Files.delete(ballast);
            require(queue.put(new byte[1]) == LEDGER_ITEMS + 1, "number after room was made");
            require(queue.unfinished() == LEDGER_ITEMS + 1, "unfinished=" + queue.unfinished());
        }
    }

    /** Making a queue, and opening one for the first put, on a full disk. */
    private void open() throws Exception {
        fill(100 << 10);
        requireFull(() -> Dishrack.open(folder, options()).close());
        Files.delete(ballast);
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options())) {
            fill(0);
            requireFull(() -> putSome(queue, 1));
            requireFull(() -> putSome(queue, 1));
            Files.delete(ballast);
            putSome(queue, 5);
            drain(queue, 5);
        }
    }

    /** What is stuck in old segments can't be copied: then these stay, and go when there is room. */
    private void reclaim() throws Exception {
        OpenOptions options =
                options().withSegmentBytes(1 << 18).withHistoryBytes(0).withMaxAttempts(1);
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options);
                QueueInspector look = Dishrack.inspect(folder)) {
            byte[] stuck = new byte[60_000];
            queue.put(stuck);
            queue.putAll(Collections.nCopies(60, new byte[20_000]), ItemOptions.NONE);
            List<Delivery<byte[]>> taken = queue.pollBatch(61, SOON);
            taken.remove(0).reject(Report.NONE);
            fill(0);
            require(queue.doneAll(taken) == 60, "done on a full disk");
            requireFull(() -> queue.purge(false, true));
            require(look.item(1).payload().length == stuck.length, "what is stuck is lost");
            require(!look.isReclaimed(2), "reclaimed without a copy of what is stuck");
            Files.delete(ballast);
            Await.until("it is reclaimed", () -> look.isReclaimed(2));
            require(look.item(1).payload().length == stuck.length, "what is stuck was not copied");
            require(queue.redrive(1) && queue.poll(SOON).item().length == stuck.length, "redrive");
            require(queue.put(stuck) == 62, "number after the reclaiming");
        }
    }

    private byte[] nextPayload() {
        return Payloads.of(1, nextSequence++);
    }

    private void putSome(JoinableQueue<byte[]> queue, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            byte[] payload = Payloads.of(1, nextSequence);
            queue.put(payload);
            nextSequence++;
        }
    }

    private void putUntilFull(JoinableQueue<byte[]> queue) throws InterruptedException {
        for (; ; ) {
            putSome(queue, 1);
        }
    }

    /** Takes everything that is left; each payload of this process comes once, {@code put} were put in all. */
    private void drain(JoinableQueue<byte[]> queue, long put) throws InterruptedException {
        require(queue.status().put() == put, "put=" + queue.status().put() + " expected=" + put);
        List<Long> seen = new ArrayList<>();
        while (queue.unfinished() > 0) {
            Delivery<byte[]> delivery = queue.poll(SOON);
            require(delivery != null, "unfinished=" + queue.unfinished());
            if (delivery.item().length > 0 && delivery.item()[0] == 0) {
                seen.add(Payloads.check(delivery.item()).sequence());
            }
            delivery.done();
        }
        require(seen.stream().distinct().count() == seen.size(), "an item came twice");
        require(queue.join(SOON), "join");
    }

    /** Takes all space but some bytes. */
    private void fill(long leave) throws IOException {
        byte[] chunk = new byte[4096];
        long free = Files.getFileStore(disk).getUsableSpace();
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (long left = free - leave; left >= chunk.length; left -= chunk.length) {
                out.write(chunk);
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void requireFull(Step step) throws Exception {
        try {
            step.run();
        } catch (QueueUnusableException e) {
            require(e.getMessage().startsWith("disk is full"), "not a clear error: " + e.getMessage());
            require(e.getMessage().contains("free some space"), "no way out: " + e.getMessage());
            return;
        }
        throw new AssertionError("no error on a full disk");
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }
}
