package io.dishrack.bench.children;

import io.dishrack.bench.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;

/** A JVM that is washer and dryer in turns, and its queue. Items have 100 bytes. */
public final class Cycler implements AutoCloseable {

    public static final int SIZE = 100;
    private static final String ROLE = "cycle";

    private final Lab lab;
    private final Child child;
    private Path folder;

    /** Without a queue. */
    public Cycler(Lab lab) throws IOException {
        this(lab, Child.start(lab, ROLE));
    }

    private Cycler(Lab lab, Child child) {
        this.lab = lab;
        this.child = child;
    }

    /** The same, for {@link #profile}. */
    public static Cycler profiled(Lab lab) throws IOException {
        return new Cycler(lab, Child.startProfiled(lab, ROLE));
    }

    public Path folder() {
        return folder;
    }

    /** Makes a queue whose segments have that many bytes and which keeps no history, 0: a queue as it is by itself. */
    public void open(long segmentBytes) throws InterruptedException {
        folder = lab.freshPath("queue");
        child.ask("open", folder, segmentBytes);
    }

    /** Puts, takes and acknowledges that many; nanoseconds an item. */
    public double cycle(long items) throws InterruptedException {
        child.tell("cycle", items, SIZE);
        return (double) child.expect("cycled")[0] / items;
    }

    /** Puts that many; nanoseconds an item. */
    public double fill(long items) throws InterruptedException {
        child.tell("put", items, SIZE);
        return (double) child.expect("put")[0] / items;
    }

    /** Takes and acknowledges that many; nanoseconds an item. */
    public double drain(long items) throws InterruptedException {
        child.tell("drain", items);
        return (double) child.expect("drained")[0] / items;
    }

    /**
     * Puts or drains that many and leaves a recording of it in a file.
     *
     * @return nanoseconds in the program, nanoseconds in the kernel, bytes allocated
     */
    public long[] profile(String phase, long items, Path file) throws InterruptedException {
        child.tell("profile", file, phase, items, SIZE);
        return child.expect("profiled");
    }

    /** Closes the queue; its files stay. */
    public void leave() throws InterruptedException {
        child.ask("close");
    }

    /** Closes the queue and deletes it. */
    public void drop() throws IOException, InterruptedException {
        leave();
        Lab.delete(folder);
    }

    @Override
    public void close() {
        child.close();
    }
}
