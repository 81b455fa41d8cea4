package io.dishrack.bench.sections;

import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** T3: the same against Python's {@code multiprocessing.JoinableQueue}. */
public final class Python implements Measurement {

    private static final String SCRIPT = """
            import multiprocessing, sys, time
            items, size, consumers = map(int, sys.argv[1:])
            fork = multiprocessing.get_context("fork")
            queue = fork.JoinableQueue()
            def dry():
                while True:
                    queue.get()
                    queue.task_done()
            for _ in range(consumers):
                fork.Process(target=dry, daemon=True).start()
            item = b"x" * size
            for _ in range(1000):
                queue.put(item)
            queue.join()
            start = time.monotonic()
            for _ in range(items):
                queue.put(item)
            queue.join()
            print(time.monotonic() - start)
            """;

    @Override
    public void run(Lab lab, Section section) throws Exception {
        section.note("put -> take -> done, live, as above")
                .note("yardstick: multiprocessing.JoinableQueue of python3, same items and number of processes");
        if (!Commands.isOnPath("python3")) {
            section.note("skipped: there is no python3 here");
            return;
        }
        Load load = Load.of(lab.items(), 100);
        for (int dryers : lab.quick() ? new int[] {2} : new int[] {1, 2, 4}) {
            Pairs pairs = new Pairs();
            for (int run = 1; run <= lab.runs(); run++) {
                lab.progress("python, " + Live.dryers(dryers) + ", run " + run + " of " + lab.runs());
                pairs.add(Live.dish(lab, dryers, load), python(lab, dryers, load));
            }
            String name = Live.dryers(dryers) + ", " + load.label();
            section.add(pairs.line(name, Unit.PER_SECOND, Target.ratioAtLeast("T3", 8)));
        }
    }

    private static double python(Lab lab, int consumers, Load load) throws Exception {
        Path out = lab.freshPath("python");
        List<String> command = List.of("python3", "-c", SCRIPT, "" + load.items(), "" + load.size(), "" + consumers);
        lab.run(new ProcessBuilder(command).redirectOutput(out.toFile()), lab.freshPath("log"));
        return load.items() / Double.parseDouble(Files.readString(out).strip());
    }
}
