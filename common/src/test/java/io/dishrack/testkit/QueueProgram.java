package io.dishrack.testkit;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.RunMark;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The main class of a JVM that opens a queue and does what it is told on standard input; {@link QueueChild} is the
 * other end. Requests are {@code ID VERB ARGUMENT...}, each run in a thread of its own; answers are {@code ID ok TEXT}
 * or {@code ID failed EXCEPTION MESSAGE}; what loops do is told in lines that begin with {@code !}.
 */
public final class QueueProgram {

    /** Unbuffered: a line is one write, so it was said before whatever comes next. */
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final JoinableQueue<byte[]> queue;
    private final QueueLoops loops;
    private final Map<Long, Delivery<byte[]>> held = new ConcurrentHashMap<>();

    private QueueProgram(JoinableQueue<byte[]> queue) {
        this.queue = queue;
        this.loops = new QueueLoops(queue);
    }

    /** Arguments: folder, then those of {@link QueueChild#arguments}. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService threads = Executors.newCachedThreadPool();
        QueueProgram program;
        try {
            program = new QueueProgram(Dishrack.open(Path.of(arguments[0]), options(arguments)));
            say("0 ok open");
        } catch (RuntimeException e) {
            say("0 failed " + describe(e));
            return;
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            threads.execute(() -> program.answer(words));
        }
        Runtime.getRuntime().halt(0);
    }

    private static OpenOptions options(String[] arguments) {
        return OpenOptions.DEFAULTS
                .withCreate(Boolean.parseBoolean(arguments[1]))
                .withMaxSize(Long.parseLong(arguments[2]))
                .withSegmentBytes(Long.parseLong(arguments[3]))
                .withRole(arguments[4])
                .withMaxAttempts(Integer.parseInt(arguments[5]))
                .withRetryDelay(millis(arguments[6]))
                .withLease(millis(arguments[7]));
    }

    static synchronized void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String[] words) {
        try {
            say(words[0] + " ok " + perform(words[1], Arrays.copyOfRange(words, 2, words.length)));
        } catch (Throwable e) {
            say(words[0] + " failed " + describe(e));
        }
    }

    private static String describe(Throwable thrown) {
        return thrown.getClass().getSimpleName() + " "
                + String.valueOf(thrown.getMessage()).replace('\n', ' ');
    }

    private Object perform(String verb, String[] words) throws InterruptedException, IOException {
        return switch (verb) {
            case "put" -> queue.put(Texts.bytes(words[0]), ItemOptions.NONE);
            case "offer" -> queue.offer(Texts.bytes(words[0]), millis(words[1]));
            case "take" -> hold(queue.take());
            case "poll" -> hold(queue.poll(millis(words[0])));
            case "batch" ->
                queue.pollBatch(Integer.parseInt(words[0]), millis(words[1])).stream()
                        .map(this::hold)
                        .collect(Collectors.joining(" "));
            case "done", "fail", "release" -> settle(verb, Long.parseLong(words[0]));
            case "extend" -> held.get(Long.parseLong(words[0])).extend(millis(words[1]));
            case "swarm" -> swarm(held.get(Long.parseLong(words[0])), integer(words[1]));
            case "run" -> run(held.get(Long.parseLong(words[0])));
            case "join" -> queue.join(millis(words[0]));
            case "size" -> queue.size();
            case "unfinished" -> queue.unfinished();
            case "produce" ->
                loops.produce(
                        Integer.parseInt(words[0]),
                        Long.parseLong(words[1]),
                        Long.parseLong(words[2]),
                        integer(words[3]));
            case "hold" -> queue.pollBatch(integer(words[0]), Await.DEADLINE).size();
            case "churn" -> QueueLoops.churn(Path.of(words[0]));
            case "report" -> loops.report(integer(words[0]));
            case "note" -> loops.note(Path.of(words[0]), integer(words[1]));
            case "consume" -> loops.consume(integer(words[0]), integer(words[1]));
            default -> steer(verb);
        };
    }

    private Object steer(String verb) {
        switch (verb) {
            case "shutdown" -> queue.shutdown();
            case "reopen" -> queue.reopen();
            case "stop" -> loops.stop();
            case "close" -> queue.close();
            case "exit" -> System.exit(0);
            case "shutdownNow" -> {
                return queue.shutdownNow();
            }
            default -> throw new IllegalArgumentException("unknown verb: " + verb);
        }
        return verb;
    }

    private String hold(Delivery<byte[]> delivery) {
        if (delivery == null) {
            return "nothing";
        }
        held.put(delivery.number(), delivery);
        return delivery.number() + ":" + delivery.attempt();
    }

    /** Starts a shell and a child of it that work for an item until they are killed; their process ids. */
    private static String run(Delivery<byte[]> delivery) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait").start();
        delivery.runsIn(shell.pid());
        BufferedReader out =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
        return shell.pid() + " " + out.readLine();
    }

    /** Starts many commands that bear a mark, none of them noted: a shell and a child that left its session each. */
    private static String swarm(Delivery<byte[]> delivery, int count) throws IOException {
        delivery.runsMarked();
        List<String> pids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", "setsid sleep 1000 & echo $!; exec sleep 1000");
            builder.environment().put(RunMark.VARIABLE, RunMark.next());
            Process shell = builder.start();
            pids.add(Long.toString(shell.pid()));
            pids.add(new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine());
        }
        return String.join(" ", pids);
    }

    private Object settle(String verb, long number) {
        Delivery<byte[]> delivery = held.get(number);
        return switch (verb) {
            case "done" ->
                delivery.done(
                        Report.of(Texts.bytes("by " + ProcessHandle.current().pid())));
            case "fail" -> delivery.fail(Report.failure(1, "told to fail"));
            default -> delivery.release();
        };
    }

    private static int integer(String word) {
        return Integer.parseInt(word);
    }

    private static Duration millis(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }
}
