package io.dishrack.bench.sections;

import io.dishrack.bench.children.Cycler;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Where the processor's time goes, per item: samples of the flight recorder, by part of the way. */
public final class Profile implements Measurement {

    private static final int WARM_UPS = 4;
    /** Less than this share of the time is told together. */
    private static final double LEAST = 0.02;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        section.note("one thread puts, then takes and acknowledges, in batches of 64, items of " + Cycler.SIZE
                        + " B: processor time an item, divided by the flight recorder's samples")
                .note("warm-up: " + WARM_UPS + " rounds before the recorded one; a new JVM each run");
        Phase put = new Phase("put");
        Phase take = new Phase("take+done");
        long items = lab.quick() ? lab.items() : 2 * lab.items();
        lab.requireSpace(items * 2 * WARM_UPS * Cycler.SIZE);
        for (int run = 1; run <= lab.runs(); run++) {
            lab.progress("profile, run " + run + " of " + lab.runs());
            try (Cycler cycler = Cycler.profiled(lab)) {
                cycler.open(0);
                for (int round = 0; round < WARM_UPS; round++) {
                    cycler.fill(items / WARM_UPS);
                    cycler.drain(items / WARM_UPS);
                }
                Path file = lab.freshPath("recording");
                put.add(cycler.profile("put", items, file), items, file);
                take.add(cycler.profile("drain", items, file), items, file);
                cycler.drop();
            }
        }
        put.tell(section);
        take.tell(section);
    }

    /** Samples of all runs, and times of each. */
    private static final class Phase {

        private final String name;
        private final List<Double> user = new ArrayList<>();
        private final List<Double> system = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();
        private final Map<Part, Integer> samples = new EnumMap<>(Part.class);

        Phase(String name) {
            this.name = name;
        }

        void add(long[] used, long items, Path recording) throws IOException {
            user.add((double) used[0] / items);
            system.add((double) used[1] / items);
            bytes.add((double) used[2] / items);
            for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
                if (event.getStackTrace() != null && isOfMain(event)) {
                    samples.merge(Part.of(event.getStackTrace().getFrames()), 1, Integer::sum);
                }
            }
        }

        private static boolean isOfMain(RecordedEvent event) {
            return event.hasField("sampledThread")
                    && event.getThread("sampledThread") != null
                    && "main".equals(event.getThread("sampledThread").getJavaName());
        }

        void tell(Section section) {
            section.add(Line.of(name + ", in all", Unit.NANOSECONDS, sums(), null));
            section.add(Line.of(name + ": kernel", Unit.NANOSECONDS, system, null));
            int all = samples.values().stream().mapToInt(Integer::intValue).sum();
            double rest = 0;
            for (Map.Entry<Part, Integer> part : samples.entrySet()) {
                double share = (double) part.getValue() / all;
                if (share < LEAST) {
                    rest += share;
                } else {
                    section.add(line(part.getKey().title(), share));
                }
            }
            section.add(line("each under " + Math.round(LEAST * 100) + " %", rest));
            section.add(Line.of(name + ", allocated", Unit.BYTES, bytes, null));
            section.note(name + ": " + all + " samples");
        }

        private Line line(String title, double share) {
            return Line.of(
                    name + ": " + title,
                    Unit.NANOSECONDS,
                    user.stream().map(nanos -> nanos * share).toList(),
                    null);
        }

        private List<Double> sums() {
            List<Double> sums = new ArrayList<>();
            for (int i = 0; i < user.size(); i++) {
                sums.add(user.get(i) + system.get(i));
            }
            return sums;
        }
    }
}
