package io.dishrack.bench.children;

import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A queue worked off by {@code scripts/dryer}, as a user starts it. */
public final class DryerCommand implements AutoCloseable {

    private static final int STOP_SECONDS = 20;

    private final Child washer;
    private final Process dryer;
    private final Path log;

    /** Starts a washer JVM, and the dryer with these options before the queue and the command, if any, behind it. */
    public DryerCommand(Lab lab, List<String> options, List<String> command) throws IOException, InterruptedException {
        Path folder = lab.freshPath("queue");
        washer = Child.start(lab, "washer");
        washer.ask("open", folder, 0);
        log = lab.freshPath("log");
        List<String> arguments = Stream.of(
                        Stream.of(lab.script("dryer").toString()),
                        options.stream(),
                        Stream.of(folder.toString()),
                        Stream.of("--").filter(word -> !command.isEmpty()),
                        command.stream())
                .flatMap(words -> words)
                .toList();
        dryer = lab.start(new ProcessBuilder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile()));
    }

    public long pid() {
        return dryer.pid();
    }

    /** Items a second from the first put until join returned. */
    public double rate(Load load) throws IOException, InterruptedException {
        if (!dryer.isAlive()) {
            throw new BenchException("dryer ended: exit=" + dryer.exitValue() + " said="
                    + Files.readString(log).strip());
        }
        washer.tell("put", load.items(), load.size(), load.batch());
        washer.tell("join");
        long start = washer.expect("put")[0];
        return load.rate(washer.expect("joined")[0] - start);
    }

    /** Ends the queue, and with it the dryer, whose exit code tells whether every item was done. */
    public void finish() throws IOException, InterruptedException {
        washer.ask("shutdown");
        if (!dryer.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || dryer.exitValue() != 0) {
            throw new BenchException("dryer did not end well: alive=" + dryer.isAlive() + " said="
                    + Files.readString(log).strip());
        }
    }

    @Override
    public void close() {
        washer.close();
        dryer.destroyForcibly();
        dryer.onExit().join();
    }
}
