package io.dishrack.bench.children;

import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import java.io.IOException;
import java.nio.file.Path;

/** A JVM that appends to a raw Chronicle queue and one that tails it. */
public final class RawPair implements AutoCloseable {

    private final Lab lab;
    private final Child writer;
    private final Child reader;

    public RawPair(Lab lab) throws IOException {
        this.lab = lab;
        writer = Child.start(lab, "raw");
        reader = Child.start(lab, "raw");
    }

    /**
     * Messages a second from the first append until the last one was read, after as many as it takes to warm up went
     * through the same log.
     */
    public double live(Load warmUp, Load load) throws Exception {
        Path folder = lab.freshPath("raw");
        writer.ask("open", folder);
        reader.ask("open", folder);
        reader.tell("tail", warmUp.items(), load.items());
        reader.expect("tailing");
        writer.tell("append", warmUp.items(), load.size());
        writer.expect("appended");
        reader.expect("tailed");
        writer.tell("append", load.items(), load.size());
        long start = writer.expect("appended")[0];
        long[] tailed = reader.expect("tailed");
        writer.ask("close");
        reader.ask("close");
        Lab.delete(folder);
        check(load, tailed[0]);
        return load.rate(tailed[1] - start);
    }

    private static void check(Load load, long bytes) {
        if (bytes < load.items() * load.size()) {
            throw new BenchException("wrong count: appended=" + load.items() + " read bytes=" + bytes);
        }
    }

    /** Messages a second that one process reads from an existing log. */
    public static double tail(Child reader, Path folder, Load load) throws Exception {
        reader.ask("open", folder);
        long start = System.nanoTime();
        reader.tell("tail", load.items());
        reader.expect("tailing");
        long[] tailed = reader.expect("tailed");
        reader.ask("close");
        check(load, tailed[0]);
        return load.rate(tailed[1] - start);
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
