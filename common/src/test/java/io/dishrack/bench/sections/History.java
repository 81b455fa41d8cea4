package io.dishrack.bench.sections;

import io.dishrack.bench.children.Cycler;
import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** T9: what an item costs, and what a look costs, when many went before or wait. */
public final class History implements Measurement {

    private static final long YOUNG = 10_000;
    /** Items that wait all the while. */
    private static final long STANDING = 100_000;

    private static final long SMALL_BACKLOG = 1_000_000;
    private static final long QUICK_BACKLOG = 50_000;
    private static final int WINDOW = 50_000;
    /** Windows are short, and cheap to repeat. */
    private static final int WINDOWS_A_RUN = 8;
    /** Of disk, an item of 100 bytes, generously. */
    private static final long BYTES_AN_ITEM = 160;
    /** Flat within 15 %. */
    private static final Target FLAT = Target.ratioAtMost("T9", 1.15);

    @Override
    public void run(Lab lab, Section section) throws Exception {
        long[] histories =
                lab.quick() ? new long[] {100_000} : new long[] {1_000_000, lab.full() ? 50_000_000 : 10_000_000};
        long most = histories[histories.length - 1];
        section.note("put, take and done in batches of 64 by one thread, " + WINDOW
                        + " items of 100 B a window; ns an item, by the number of items finished before")
                .note(
                        "yardstick: the same on a young queue, in turns; all warmed up with as many items as the shortest history")
                .note(
                        "rack status: the whole process; backlog: taking and acknowledging all of it, by filling a small one")
                .note("all the while " + STANDING
                        + " items wait; of history 1 GiB is kept, as usual, and disk is what du" + " counts"
                        + (lab.full() ? "" : "; 50,000,000 items with --full"));
        lab.requireSpace(BYTES_AN_ITEM * (most + SMALL_BACKLOG));
        measureHistories(lab, section, histories);
        measureBacklog(lab, section, most);
    }

    private static void measureHistories(Lab lab, Section section, long[] histories) throws Exception {
        Map<Long, Cycler> old = new LinkedHashMap<>();
        try (Cycler young = new Cycler(lab)) {
            open(young);
            young.cycle(histories[0]);
            young.drop();
            for (long items : histories) {
                lab.progress("history, " + items + " items");
                Cycler cycler = new Cycler(lab);
                old.put(items, cycler);
                open(cycler);
                cycler.cycle(items);
            }
            measureCost(lab, section, young, old);
            for (Map.Entry<Long, Cycler> each : old.entrySet()) {
                double bytes = DiskUse.onDisk(lab, each.getValue().folder(), List.of("du", "-sB1"));
                section.add(Line.of(
                        "disk after " + power(each.getKey()), Unit.MEGABYTES, List.of(bytes / (1 << 20)), null));
            }
            measureStatus(lab, section, young, old);
        } finally {
            old.values().forEach(Cycler::close);
            for (Cycler each : old.values()) {
                Lab.delete(each.folder());
            }
        }
    }

    private static void open(Cycler cycler) throws InterruptedException {
        cycler.open(0);
        cycler.fill(STANDING);
    }

    private static void measureCost(Lab lab, Section section, Cycler young, Map<Long, Cycler> old)
            throws IOException, InterruptedException {
        List<Double> yard = new ArrayList<>();
        Map<Long, Pairs> costs = new LinkedHashMap<>();
        for (int window = 1; window <= windows(lab); window++) {
            lab.progress("history, window " + window);
            open(young);
            young.cycle(YOUNG);
            double cost = young.cycle(WINDOW);
            yard.add(cost);
            // Its files stay till the end: what is deleted would give the next one memory that is warm already.
            young.leave();
            for (Map.Entry<Long, Cycler> each : old.entrySet()) {
                costs.computeIfAbsent(each.getKey(), key -> new Pairs())
                        .add(each.getValue().cycle(WINDOW), cost);
            }
        }
        section.add(Line.of("an item after " + power(YOUNG), Unit.NANOSECONDS, yard, null));
        costs.forEach(
                (items, pairs) -> section.add(pairs.line("an item after " + power(items), Unit.NANOSECONDS, FLAT)));
    }

    private static void measureStatus(Lab lab, Section section, Cycler young, Map<Long, Cycler> old) throws Exception {
        if (Commands.isMissing(lab.script("rack"), section)) {
            return;
        }
        open(young);
        young.cycle(YOUNG);
        List<Double> yard = new ArrayList<>();
        Map<Long, Pairs> times = new LinkedHashMap<>();
        status(lab, young);
        for (int run = 1; run <= windows(lab); run++) {
            lab.progress("history, rack status, run " + run);
            double millis = status(lab, young);
            yard.add(millis);
            for (Map.Entry<Long, Cycler> each : old.entrySet()) {
                times.computeIfAbsent(each.getKey(), key -> new Pairs()).add(status(lab, each.getValue()), millis);
            }
        }
        young.drop();
        section.add(Line.of("rack status after " + power(YOUNG), Unit.MILLISECONDS, yard, null));
        times.forEach((items, pairs) ->
                section.add(pairs.line("rack status after " + power(items), Unit.MILLISECONDS, FLAT)));
    }

    private static int windows(Lab lab) {
        return lab.quick() ? 2 : lab.runs() * WINDOWS_A_RUN;
    }

    private static double status(Lab lab, Cycler cycler) throws IOException, InterruptedException {
        return StartUp.millis(
                lab,
                List.of(lab.script("rack").toString(), "status", cycler.folder().toString()));
    }

    private static void measureBacklog(Lab lab, Section section, long most) throws Exception {
        long small = lab.quick() ? QUICK_BACKLOG : SMALL_BACKLOG;
        Pairs pairs = new Pairs();
        try (Cycler cycler = new Cycler(lab)) {
            backlog(cycler, small);
            for (int run = 1; run <= lab.runs(); run++) {
                lab.progress("history, backlog of " + most + ", run " + run + " of " + lab.runs());
                double yard = backlog(cycler, small);
                pairs.add(backlog(cycler, most), yard);
            }
        }
        section.add(pairs.line(power(most) + " backlog, by " + power(small), Unit.NANOSECONDS, FLAT));
    }

    private static double backlog(Cycler cycler, long items) throws IOException, InterruptedException {
        cycler.open(0);
        cycler.fill(items);
        double cost = cycler.drain(items);
        cycler.drop();
        return cost;
    }

    /** Such as 5*10^7. */
    static String power(long items) {
        int exponent = (int) Math.floor(Math.log10(items) + 1e-9);
        long digit = Math.round(items / Math.pow(10, exponent));
        return (digit == 1 ? "" : digit + "*") + "10^" + exponent;
    }
}
