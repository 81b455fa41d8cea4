package io.dishrack.crash.points;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.engine.FolderEngine;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One who plays a part on one queue: opens it, puts, takes and settles, and tells each step once it has returned. Once
 * armed it stops for ever at its point, there to be killed. Tells {@code put LABEL}, {@code done LABEL}, {@code child
 * PID}, {@code reached}.
 */
final class Actor {

    private final String name;
    private final Path folder;
    private final OpenOptions options;
    private final Host host;
    private final Consumer<String> told;
    private final AtomicInteger toPass;
    private volatile boolean armed;
    private JoinableQueue<byte[]> queue;
    private int puts;

    /** Where it stops: at the {@code nth} time from when it is armed; nowhere when {@code fault} is null. */
    record Point(Fault fault, int nth) {
        static final Point NOWHERE = new Point(null, 0);
    }

    /** Its name begins the labels of its items. */
    Actor(String name, Path folder, Scenario.Terms terms, Point point, Consumer<String> told) {
        this.name = name;
        this.folder = folder;
        this.options = terms.options();
        this.told = told;
        this.toPass = new AtomicInteger(point.nth());
        this.host = terms.host().withFaults(fault -> reached(fault, point.fault()));
    }

    private void reached(Fault fault, Fault mine) {
        if (armed && fault == mine && toPass.decrementAndGet() == 0) {
            stop();
        }
    }

    Path folder() {
        return folder;
    }

    /** Tells that the point is reached, and does nothing any more. */
    void stop() {
        told.accept("reached");
        for (; ; ) {
            LockSupport.park();
        }
    }

    /** To be called when the part is over: stays where another thread of it has reached the point. */
    void end() {
        while (armed && toPass.get() <= 0) {
            LockSupport.park();
        }
        told.accept("missed");
    }

    /** From now on the point counts. */
    void arm() {
        armed = true;
    }

    JoinableQueue<byte[]> open() {
        queue = new FolderEngine(host).open(folder.toUri(), options);
        return queue;
    }

    /** A second handle, with a slot of its own. */
    JoinableQueue<byte[]> openAnother() {
        return new FolderEngine(host).open(folder.toUri(), options);
    }

    /** The next queue of a pipeline. */
    JoinableQueue<byte[]> openNext() {
        return new FolderEngine(host)
                .open(folder.resolveSibling(folder.getFileName() + "-next").toUri(), options);
    }

    JoinableQueue<byte[]> queue() {
        return queue == null ? open() : queue;
    }

    void close() {
        if (queue != null) {
            queue.close();
        }
    }

    void put(int count) throws InterruptedException {
        put(count, ItemOptions.NONE);
    }

    void put(int count, ItemOptions item) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            putOne(name + puts++, item);
        }
    }

    void putLarge() throws InterruptedException {
        putOne(name + puts++ + "L", ItemOptions.NONE);
    }

    void putMedium(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            putOne(name + puts++ + "M", ItemOptions.NONE);
        }
    }

    private void putOne(String label, ItemOptions item) throws InterruptedException {
        queue().put(Label.payload(label), item);
        told.accept("put " + label);
    }

    /** In one call. */
    void putAll(int count) throws InterruptedException {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            payloads.add(Label.payload(name + (puts + i)));
        }
        queue().putAll(payloads, ItemOptions.NONE);
        for (int i = 0; i < count; i++) {
            told.accept("put " + name + puts++);
        }
    }

    /** Exactly so many. */
    List<Delivery<byte[]>> take(int count) throws InterruptedException {
        List<Delivery<byte[]>> taken = queue().pollBatch(count, Await.DEADLINE);
        if (taken.size() != count) {
            throw new AssertionError("took " + taken.size() + " instead of " + count);
        }
        return taken;
    }

    void done(List<Delivery<byte[]>> deliveries) {
        for (Delivery<byte[]> delivery : deliveries) {
            if (delivery.done() != Outcome.APPLIED) {
                throw new AssertionError("done was refused: number=" + delivery.number());
            }
            told.accept("done " + Label.of(delivery.item()));
        }
    }

    void doneOne(Delivery<byte[]> delivery) {
        done(List.of(delivery));
    }

    void fail(Delivery<byte[]> delivery) {
        delivery.fail(Report.failure(1, "told to fail"));
    }

    void reject(Delivery<byte[]> delivery) {
        delivery.reject(Report.failure(1, "told to reject"));
    }

    /** Starts a process that works for an item until it is killed. */
    void run(Delivery<byte[]> delivery) throws IOException {
        Process process = new ProcessBuilder("sleep", "1000").start();
        told.accept("child " + process.pid());
        delivery.runsIn(process.pid());
    }

    /** Until the keeper has seen that all up to a number are finished. */
    void awaitFinishedUpTo(long number) {
        ControlFile control = ControlFile.open(folder, false);
        Await.until("finished up to " + number, () -> control.finishedUpToVolatile() >= number);
    }

    /** Until the keeper has led to the point. */
    void await() {
        for (; ; ) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }
}
