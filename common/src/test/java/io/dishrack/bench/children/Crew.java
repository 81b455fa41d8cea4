package io.dishrack.bench.children;

import io.dishrack.Durability;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One washer JVM and some dryer JVMs at work on one queue after the other. */
public final class Crew implements AutoCloseable {

    private final Lab lab;
    private final Durability durability;
    private final int taken;
    private final Child washer;
    private final List<Child> dryers = new ArrayList<>();
    private Path folder;

    public Crew(Lab lab, int size) throws IOException {
        this(lab, size, Durability.PROCESS, Load.BATCH);
    }

    /** One that promises more, or takes and acknowledges fewer items at once. */
    public Crew(Lab lab, int size, Durability durability, int taken) throws IOException {
        this.lab = lab;
        this.durability = durability;
        this.taken = taken;
        washer = Child.start(lab, "washer");
        for (int i = 0; i < size; i++) {
            dryers.add(Child.start(lab, "dryer"));
        }
    }

    /**
     * The dryers wait, then the washer puts and joins: items a second from its first put to the join's return, after as
     * many as it takes to warm up went through the same queue.
     */
    public double live(Load warmUp, Load load) throws Exception {
        open();
        openDryers();
        startDrying();
        putAndJoin(warmUp);
        long nanos = putAndJoin(load);
        finish(new Load(warmUp.items() + load.items(), load.size(), load.batch()));
        return load.rate(nanos);
    }

    private long putAndJoin(Load load) throws InterruptedException {
        washer.tell("put", load.items(), load.size(), load.batch());
        washer.tell("join");
        long start = washer.expect("put")[0];
        return washer.expect("joined")[0] - start;
    }

    /** Fills a queue and returns the folder of its item log. */
    public Path fill(Load load) throws Exception {
        open();
        washer.tell("put", load.items(), load.size(), load.batch());
        washer.expect("put");
        return folder.resolve("items");
    }

    /** The dryers empty the queue that was filled: items a second from the word go to the join's return. */
    public double drain(Load load) throws Exception {
        openDryers();
        washer.tell("join");
        long start = System.nanoTime();
        startDrying();
        long end = washer.expect("joined")[0];
        finish(load);
        return load.rate(end - start);
    }

    private void open() throws InterruptedException {
        folder = lab.freshPath("queue");
        washer.ask("open", folder, 0, durability);
    }

    private void openDryers() throws InterruptedException {
        for (Child dryer : dryers) {
            dryer.ask("open", folder, durability);
        }
    }

    private void startDrying() throws InterruptedException {
        for (Child dryer : dryers) {
            dryer.tell("dry", taken);
        }
        for (Child dryer : dryers) {
            dryer.expect("drying");
        }
    }

    /** Every item once and whole, or the figure is worth nothing. */
    private void finish(Load load) throws Exception {
        washer.ask("shutdown");
        long items = 0;
        long bytes = 0;
        for (Child dryer : dryers) {
            long[] dried = dryer.expect("dried");
            items += dried[0];
            bytes += dried[1];
            dryer.ask("close");
        }
        washer.ask("close");
        Lab.delete(folder);
        if (items != load.items() || bytes != load.items() * load.size()) {
            throw new BenchException("wrong count: put=" + load.items() + " done=" + items + " bytes=" + bytes);
        }
    }

    @Override
    public void close() {
        washer.close();
        dryers.forEach(Child::close);
    }
}
