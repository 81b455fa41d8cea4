package io.dishrack.bench.children;

import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.ProcessUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Many small washer and dryer JVMs, of which some at a time work on a queue. */
public final class Fleet implements AutoCloseable {

    private final Lab lab;
    private final List<Child> washers = new ArrayList<>();
    private final List<Child> dryers = new ArrayList<>();

    /** How many of them work. */
    public record Size(int washers, int dryers) {}

    /**
     * What a run showed.
     *
     * @param rate items a second over all, from the first put to the join's return
     * @param shares items of each dryer
     */
    public record Run(double rate, long[] shares) {}

    /** Starts them, which takes a second for each few. */
    public Fleet(Lab lab, Size size) throws IOException {
        this.lab = lab;
        for (int i = 0; i < size.washers(); i++) {
            washers.add(Child.startSmall(lab, "washer"));
        }
        for (int i = 0; i < size.dryers(); i++) {
            dryers.add(Child.startSmall(lab, "dryer"));
        }
    }

    /** The dryers wait, then each washer puts its part, and one joins. */
    public Run live(Size size, Load load) throws Exception {
        List<Child> putting = washers.subList(0, size.washers());
        List<Child> drying = dryers.subList(0, size.dryers());
        Path folder = open(putting, drying);
        for (Child washer : putting) {
            washer.tell("put", load.items() / size.washers(), load.size(), load.batch());
        }
        long start = Long.MAX_VALUE;
        for (Child washer : putting) {
            start = Math.min(start, washer.expect("put")[0]);
        }
        putting.get(0).tell("join");
        long nanos = putting.get(0).expect("joined")[0] - start;
        long[] shares = close(putting, drying, folder);
        long done = Arrays.stream(shares).sum();
        if (done != load.items() / size.washers() * size.washers()) {
            throw new BenchException("wrong count: put=" + load.items() + " done=" + done);
        }
        return new Run(done * 1e9 / nanos, shares);
    }

    /** Times that the sleeping dryers wake up for each item, all together, beyond what they do by themselves. */
    public double wakeUpsAnItem(int sleepers, int items, long intervalNanos) throws Exception {
        List<Child> putting = washers.subList(0, 1);
        List<Child> drying = dryers.subList(0, sleepers);
        Path folder = open(putting, drying);
        long window = items * intervalNanos;
        Thread.sleep(window / 1_000_000);
        long first = wakeUps(drying);
        Thread.sleep(window / 1_000_000);
        long second = wakeUps(drying);
        putting.get(0).ask("paced", items, intervalNanos, lab.freshPath("sent"));
        long third = wakeUps(drying);
        close(putting, drying, folder);
        return (double) Math.max(0, third - second - (second - first)) / items;
    }

    private static long wakeUps(List<Child> children) throws IOException {
        long sum = 0;
        for (Child child : children) {
            sum += ProcessUsage.of(child.pid()).wakeUps();
        }
        return sum;
    }

    private Path open(List<Child> putting, List<Child> drying) throws InterruptedException {
        Path folder = lab.freshPath("queue");
        for (Child washer : putting) {
            washer.ask("open", folder, 0);
        }
        for (Child dryer : drying) {
            dryer.tell("open", folder);
        }
        for (Child dryer : drying) {
            dryer.expect(Wire.OK);
            dryer.tell("dry");
        }
        for (Child dryer : drying) {
            dryer.expect("drying");
        }
        return folder;
    }

    private static long[] close(List<Child> putting, List<Child> drying, Path folder) throws Exception {
        putting.get(0).ask("shutdown");
        long[] shares = new long[drying.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = drying.get(i).expect("dried")[0];
            drying.get(i).ask("close");
        }
        for (Child washer : putting) {
            washer.ask("close");
        }
        Lab.delete(folder);
        return shares;
    }

    @Override
    public void close() {
        washers.forEach(Child::close);
        dryers.forEach(Child::close);
    }
}
