package io.dishrack.bench.sections;

import io.dishrack.bench.children.Cycler;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** T11: what finished items leave on the disk. */
public final class DiskUse implements Measurement {

    private static final long SEGMENT_BYTES = 1 << 20;
    private static final long SEGMENTS = 10;
    private static final int MOST_LOOKS = 100;
    private static final long LOOK_MILLIS = 100;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        section.note(
                        lab.items() + " items of " + Cycler.SIZE
                                + " B put, taken and done, the queue closed; an item's bytes beyond its payload: as du counts blocks, and by the files' lengths")
                .note("segments: a queue with segments of 1 MiB, that keeps no history, after " + SEGMENTS
                        + " of them were filled and finished");
        try (Cycler cycler = new Cycler(lab)) {
            lab.progress("disk, " + lab.items() + " items");
            cycler.open(0);
            cycler.cycle(lab.items());
            cycler.leave();
            section.add(
                    bytes("an item, on disk", lab, cycler.folder(), List.of("du", "-sB1"), Target.atMost("T11", 24)));
            section.add(bytes("an item, length of files", lab, cycler.folder(), List.of("du", "-sbB1"), null));
            Lab.delete(cycler.folder());
            cycler.open(SEGMENT_BYTES);
            cycler.cycle(SEGMENTS * SEGMENT_BYTES / Cycler.SIZE);
            double segments = awaitReclaimed(cycler.folder());
            cycler.leave();
            Lab.delete(cycler.folder());
            section.add(
                    Line.of("segments when all is finished", Unit.COUNT, List.of(segments), Target.atMost("T11", 2)));
        }
    }

    /** The keeper looks every few seconds. */
    private static double awaitReclaimed(Path folder) throws IOException, InterruptedException {
        double segments = segments(folder);
        for (int looks = 0; looks < MOST_LOOKS && segments > 2; looks++) {
            Thread.sleep(LOOK_MILLIS);
            segments = segments(folder);
        }
        return segments;
    }

    private static Line bytes(String name, Lab lab, Path folder, List<String> du, Target target)
            throws IOException, InterruptedException {
        double bytes = onDisk(lab, folder, du);
        return Line.of(name, Unit.BYTES, List.of(bytes / lab.items() - Cycler.SIZE), target);
    }

    /** What a command prints first of a folder. */
    static double onDisk(Lab lab, Path folder, List<String> du) throws IOException, InterruptedException {
        Path out = lab.freshPath("du");
        List<String> command =
                Stream.concat(du.stream(), Stream.of(folder.toString())).toList();
        lab.run(new ProcessBuilder(command).redirectOutput(out.toFile()), lab.freshPath("log"));
        return Double.parseDouble(Files.readString(out).split("\\s")[0]);
    }

    private static double segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("items"))) {
            long count = files.filter(file -> file.toString().endsWith(".cq4")).count();
            if (count == 0) {
                throw new BenchException("no segment found: folder=" + folder);
            }
            return count;
        }
    }
}
