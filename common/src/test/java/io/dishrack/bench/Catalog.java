package io.dishrack.bench;

import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.others.Others;
import io.dishrack.bench.report.Summary;
import io.dishrack.bench.sections.Coprocess;
import io.dishrack.bench.sections.DiskUse;
import io.dishrack.bench.sections.Drain;
import io.dishrack.bench.sections.Durable;
import io.dishrack.bench.sections.Exec;
import io.dishrack.bench.sections.History;
import io.dishrack.bench.sections.IdleCpu;
import io.dishrack.bench.sections.Kills;
import io.dishrack.bench.sections.Latency;
import io.dishrack.bench.sections.Live;
import io.dishrack.bench.sections.Memory;
import io.dishrack.bench.sections.Profile;
import io.dishrack.bench.sections.Python;
import io.dishrack.bench.sections.Scale;
import io.dishrack.bench.sections.StartUp;
import io.dishrack.bench.steps.Steps;
import java.util.List;
import java.util.Locale;

/** What can be measured, and what it is measured for. */
final class Catalog {

    /**
     * A section of the report.
     *
     * @param name by which it is chosen
     * @param minutes that it takes with the default number of runs, on two cores, about
     * @param about what it measures
     */
    record Entry(String name, int minutes, String about, Measurement measurement) {}

    static final List<Entry> SECTIONS = List.of(
            new Entry("live", 12, "T1: put, take, done while dryers wait, against raw Chronicle", new Live()),
            new Entry("drain", 10, "T2: a filled queue emptied, against a raw tail of it", new Drain()),
            new Entry("python", 5, "T3: against Python's multiprocessing.JoinableQueue", new Python()),
            new Entry("latency", 3, "T4: put returns to handler starts, against a socket", new Latency()),
            new Entry("idle", 2, "T5: processor time and wake-ups of those who wait", new IdleCpu()),
            new Entry("startup", 1, "T6: short commands, against a bare JVM", new StartUp()),
            new Entry("exec", 1, "T7: a program per item, against xargs and GNU parallel", new Exec()),
            new Entry("coprocess", 1, "T8: a line out and a line back per item", new Coprocess()),
            new Entry("history", 3, "T9: cost per item and rack status by history and backlog", new History()),
            new Entry("memory", 2, "T10: what a dryer occupies, idle and after work", new Memory()),
            new Entry("disk", 1, "T11: bytes and files that finished items leave", new DiskUse()),
            new Entry("kill", 2, "T12: how long the dead are in the way", new Kills()),
            new Entry("durable", 1, "T15: items per flush, against one flush after another", new Durable()),
            new Entry("scale", 8, "1 to 64 dryer and 1 to 16 washer processes: rate, fairness", new Scale()),
            new Entry("others", 8, "beanstalkd, Redis, Artemis, SQLite: one item at a time", new Others()),
            new Entry("profile", 2, "where the processor's time goes, per item", new Profile()),
            new Entry("steps", 3, "single steps by JMH: nanoseconds and bytes allocated", new Steps()));

    static final List<Summary.Row> TARGETS = List.of(
            new Summary.Row("T1", "live, by raw Chronicle in two processes", "live"),
            new Summary.Row("T2", "draining, by a raw tail of the same queue", "drain"),
            new Summary.Row("T3", "live, by Python's JoinableQueue", "python"),
            new Summary.Row("T4", "hand-off to a sleeping and a spinning dryer", "latency"),
            new Summary.Row("T5", "idle processor time", "idle"),
            new Summary.Row("T6", "short commands, by a bare JVM", "startup"),
            new Summary.Row("T7", "a program per item, by xargs and parallel", "exec"),
            new Summary.Row("T8", "items through a coprocess", "coprocess"),
            new Summary.Row("T9", "cost and status, flat over the history", "history"),
            new Summary.Row("T10", "memory of an idle dryer, and its growth", "memory"),
            new Summary.Row("T11", "disk per finished item; files in the end", "disk"),
            new Summary.Row("T12", "from a kill to the next hand-out or put", "kill"),
            new Summary.Row("T13", "1,000 kills: nothing lost or doubled", "scripts/soak --kills 1000"),
            new Summary.Row("T14", "5,000 damages: nothing hangs or is made up", "scripts/damage --count 5000"),
            new Summary.Row("T15", "items that share a flush", "durable"));

    private Catalog() {}

    /** The sections as people read them. */
    static String list() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : SECTIONS) {
            text.append(
                    String.format(Locale.ROOT, "%-10s %3d min  %s%n", entry.name(), entry.minutes(), entry.about()));
        }
        int minutes = SECTIONS.stream().mapToInt(Entry::minutes).sum();
        return text.append(String.format(Locale.ROOT, "%-10s %3d min  with --quick: 2 minutes%n", "all", minutes))
                .toString();
    }
}
