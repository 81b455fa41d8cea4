package io.dishrack.dryer;

import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A queue in a folder, and dryers that are run on it in this JVM. */
public final class Sink implements AutoCloseable {

    private final Path folder;
    private final JoinableQueue<byte[]> queue;

    /** With a fresh queue. */
    public Sink(Path folder) {
        this.folder = folder;
        this.queue = Dishrack.open(folder, OpenOptions.DEFAULTS.withRole("washer"));
    }

    /** How a run of the program ended. */
    public record Ran(int code, byte[] output, String errors) {

        /** Standard output as text. */
        public String text() {
            return new String(output, StandardCharsets.ISO_8859_1);
        }
    }

    /** The queue. */
    public JoinableQueue<byte[]> queue() {
        return queue;
    }

    /** Puts items whose results are wanted. */
    public Sink put(String... byteStrings) throws InterruptedException {
        return putAll(ItemOptions.WITH_RESULT, byteStrings);
    }

    /** Puts items whose output goes to the dryer's standard output. */
    public Sink putPlain(String... byteStrings) throws InterruptedException {
        return putAll(ItemOptions.NONE, byteStrings);
    }

    private Sink putAll(ItemOptions options, String... byteStrings) throws InterruptedException {
        List<byte[]> items = Arrays.stream(byteStrings)
                .map(item -> item.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        queue.putAll(items, options);
        return this;
    }

    /** Runs a dryer until all is finished; {@code QUEUE} in the arguments, which are byte strings, is the folder. */
    public Ran dry(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--until-empty"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    /** Runs the program with these arguments. */
    public Ran run(String... arguments) {
        String[] filled = Arrays.stream(arguments)
                .map(argument -> argument.equals("QUEUE") ? folder.toString() : argument)
                .toArray(String[]::new);
        return runProgram(filled);
    }

    /** Runs the program. */
    public static Ran runProgram(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Stdio stdio = Stdio.of("dryer", new ByteArrayInputStream(new byte[0]), out, new PrintStream(err, true));
        int code = CommandRunner.runExact(stdio, new DryerCommand(stdio), arguments);
        return new Ran(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** The final results so far, by number. */
    public Map<Long, Result> results() throws InterruptedException {
        Map<Long, Result> results = new TreeMap<>();
        try (ResultFeed feed = queue.results(true)) {
            for (Result result = feed.poll(Duration.ZERO); result != null; result = feed.poll(Duration.ZERO)) {
                results.put(result.number(), result);
            }
        }
        return results;
    }

    /** The output of an item, as a byte string. */
    public String output(long number) throws InterruptedException {
        return new String(results().get(number).report().output(), StandardCharsets.ISO_8859_1);
    }

    /** What an item's report says of its failure. */
    public String error(long number) throws InterruptedException {
        return new String(results().get(number).report().error(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        queue.close();
    }
}
