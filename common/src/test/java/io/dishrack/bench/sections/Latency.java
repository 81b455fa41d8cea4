package io.dishrack.bench.sections;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.children.Stamps;
import io.dishrack.bench.children.Wire;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** T4: from a put's return to the handler's start in another process, 1,000 items a second. */
public final class Latency implements Measurement {

    private static final long INTERVAL_NANOS = 1_000_000;
    private static final long WARM_UP_INTERVAL_NANOS = 100_000;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "max"};
    /** What is to be reached, by percentile; 0 for nothing. */
    private static final double[] SLEEPING = {40, 0, 200, 0, 0};

    private static final double[] SPINNING = {1, 0, 0, 0, 0};

    /** Histograms of one round, in nanoseconds: from the put's return, and from the instant it was meant to begin. */
    private record Round(Histogram handOff, Histogram intended) {}

    @Override
    public void run(Lab lab, Section section) throws Exception {
        int count = lab.quick() ? 1_500 : 10_000;
        section.note("hand-off: put returns -> handler starts in another process; " + count
                        + " items a round, 1,000 a second on a schedule that never waits (intended starts)")
                .note("yardstick: the same messages through a Unix-domain socket, from write's return to read's");
        List<Round> sleeping = new ArrayList<>();
        List<Round> spinning = new ArrayList<>();
        List<Round> socket = new ArrayList<>();
        try (Child washer = Child.start(lab, "washer");
                Child dryer = Child.start(lab, "dryer");
                Child sender = Child.start(lab, "socket");
                Child receiver = Child.start(lab, "socket")) {
            connect(lab, sender, receiver);
            warmUp(lab, washer, dryer, sender, receiver, count);
            for (int run = 1; run <= lab.runs(); run++) {
                lab.progress("latency, round " + run + " of " + lab.runs());
                sleeping.add(queue(lab, washer, dryer, false, count, INTERVAL_NANOS));
                socket.add(round(lab, sender, receiver, false, count, INTERVAL_NANOS));
                spinning.add(queue(lab, washer, dryer, true, count, INTERVAL_NANOS));
            }
        }
        for (int i = 0; i < PERCENTILES.length; i++) {
            section.add(handOff("sleeping dryer, " + NAMES[i], i, sleeping, SLEEPING[i]));
        }
        for (int i = 0; i < PERCENTILES.length; i++) {
            section.add(intended("from intended put, " + NAMES[i], i, sleeping, socket));
        }
        for (int i = 0; i < PERCENTILES.length; i++) {
            section.add(handOff("spinning dryer, " + NAMES[i], i, spinning, SPINNING[i]));
        }
    }

    private static void connect(Lab lab, Child sender, Child receiver) throws InterruptedException {
        Path address = lab.freshPath("socket");
        receiver.tell("listen", address);
        receiver.expect("waiting");
        sender.ask("connect", address);
        receiver.expect(Wire.OK);
    }

    private static void warmUp(Lab lab, Child washer, Child dryer, Child sender, Child receiver, int count)
            throws Exception {
        queue(lab, washer, dryer, false, count, WARM_UP_INTERVAL_NANOS);
        queue(lab, washer, dryer, true, count, WARM_UP_INTERVAL_NANOS);
        round(lab, sender, receiver, false, count, WARM_UP_INTERVAL_NANOS);
    }

    private static Round queue(Lab lab, Child washer, Child dryer, boolean spin, int count, long interval)
            throws Exception {
        Path folder = lab.freshPath("queue");
        washer.ask("open", folder, 0);
        dryer.ask("open", folder);
        Round round = round(lab, washer, dryer, spin, count, interval);
        dryer.ask("close");
        washer.ask("close");
        Lab.delete(folder);
        return round;
    }

    private static Round round(Lab lab, Child from, Child to, boolean spin, int count, long interval)
            throws IOException, InterruptedException {
        Path sent = lab.freshPath("sent");
        Path received = lab.freshPath("received");
        to.tell("stamp", count, received, spin);
        to.expect("waiting");
        from.ask("paced", count, interval, sent);
        to.expect("stamped");
        Stamps before = Stamps.read(sent);
        Stamps after = Stamps.read(received);
        Round round = new Round(new Histogram(3), new Histogram(3));
        for (int i = 0; i < count; i++) {
            // A handler may start before the put that woke it has returned.
            round.handOff().recordValue(Math.max(0, after.get(i) - before.get(count + i)));
            round.intended().recordValue(Math.max(0, after.get(i) - before.get(i)));
        }
        return round;
    }

    /** Without a ratio: a receiver may start before the sender's write has returned, and then the yardstick is zero. */
    private static Line handOff(String name, int percentile, List<Round> rounds, double limit) {
        List<Double> values = new ArrayList<>();
        for (Round round : rounds) {
            values.add(micros(round.handOff(), percentile));
        }
        return Line.of(name, Unit.MICROSECONDS, values, limit == 0 ? null : Target.atMost("T4", limit));
    }

    private static Line intended(String name, int percentile, List<Round> rounds, List<Round> yard) {
        Pairs pairs = new Pairs();
        for (int i = 0; i < rounds.size(); i++) {
            pairs.add(
                    micros(rounds.get(i).intended(), percentile),
                    micros(yard.get(i).intended(), percentile));
        }
        return pairs.line(name, Unit.MICROSECONDS, null);
    }

    private static double micros(Histogram histogram, int percentile) {
        return Math.max(1, histogram.getValueAtPercentile(PERCENTILES[percentile])) / 1e3;
    }
}
