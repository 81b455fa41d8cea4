package io.dishrack.dryer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.rack.RackLab;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Limit, pause, priorities, delays and cancelling, as dryers in processes of their own obey them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SteeringTest {

    /** Says that it runs by a file. */
    private static final String QUICK = ": >\"$DIR/run.$1\"";

    /** The same, and waits for another. */
    private static final String PATIENT = QUICK + "; while [ ! -e \"$DIR/go\" ]; do sleep 0.01; done";

    /** Holds one of three locks, which the system drops when it ends however; with all of them held it tells. */
    private static final String COUNTED = "for n in 1 2 3; do exec 9>>\"$DIR/lock$n\";"
            + " if flock -n 9; then sleep 0.02 9>&-; exit 0; fi; done; : >\"$DIR/exceeded.$1\"";

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    private Path temp;

    private Sink sink;
    private JoinableQueue<byte[]> queue;

    @BeforeEach
    void open() {
        sink = new Sink(temp.resolve("queue"));
        queue = sink.queue();
    }

    @AfterEach
    void close() throws InterruptedException {
        children.killAll();
        sink.close();
    }

    private Child dryer(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--max-attempts=255", "--quiet"));
        arguments.addAll(List.of(options));
        arguments.add(temp.resolve("queue").toString());
        List<String> command = new ArrayList<>(List.of("env", "DIR=" + temp));
        command.addAll(JvmCommand.of(DryerMain.class, arguments));
        return children.startCommand("dryer", command, null);
    }

    private long files(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .count();
        }
    }

    private void awaitDone(long count) {
        Await.until(count + " are done", () -> queue.status().done() >= count);
    }

    private void awaitDryers(int count) {
        Await.until(count + " dryers are there", () -> queue.status().alive("dryer") == count);
    }

    private CompletableFuture<Void> joiner() {
        return CompletableFuture.runAsync(() -> {
            try {
                queue.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String[] numbers(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Test
    void noMoreThanTheLimitRunAtOnceOverThreeDryersOfWhichTwoAreKilled() throws Exception {
        sink.putPlain(numbers(0, 100));
        Child first = dryer("--jobs=3", "--limit=3", "--shell", COUNTED);
        Child second = dryer("--jobs=3", "--limit=3", "--batch=2", "--shell", COUNTED);
        awaitDone(20);
        dryer("--jobs=3", "--shell", COUNTED); // the limit is the queue's, whoever set it
        first.kill();
        awaitDone(50);
        second.kill();
        assertTrue(queue.join(Await.DEADLINE), queue.status().toString());
        assertEquals(0, files("exceeded."));
        assertTrue(Files.exists(temp.resolve("lock3")), "so many did run at once");
        assertEquals(100, queue.status().done());
        assertEquals(3, queue.limit());
    }

    @Test
    void aLimitThatIsRaisedLetsWaitingDryersGoOnAtOnce() throws Exception {
        sink.putPlain("a", "b", "c");
        dryer("--jobs=3", "--limit=1", "--shell", PATIENT);
        Await.until("one runs", () -> files("run.") == 1);
        assertEquals(0, new RackLab().run("limit", "--execute", temp.resolve("queue"), 3));
        Await.until("all run", () -> files("run.") == 3);
        Files.createFile(temp.resolve("go"));
        assertTrue(queue.join(Await.DEADLINE));
    }

    @Test
    void aPausedQueueHandsOutNothingWhileJoinWaitsUntilItIsResumed() throws Exception {
        dryer("--shell", QUICK);
        Child leaving = dryer("--shell", QUICK);
        awaitDryers(2);
        sink.putPlain(numbers(0, 60));
        awaitDone(10);
        queue.pause();
        Await.until("what ran is finished", () -> queue.status().taken() == 0);
        long begun = files("run.");
        CompletableFuture<Void> joiner = joiner();
        sink.putPlain(numbers(60, 20));
        leaving.terminate();
        assertEquals(0, leaving.waitFor(), "an idle dryer of a paused queue ends when it is asked");
        assertEquals(begun, files("run."));
        assertEquals(begun, queue.status().done());
        assertFalse(joiner.isDone());
        queue.resume();
        joiner.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(80, queue.status().done());
    }

    @Test
    void whatIsUrgentOvertakesABacklogInEveryDryer() throws Exception {
        queue.pause();
        sink.putPlain(numbers(1000, 200));
        for (int level = 1; level <= 3; level++) {
            List<byte[]> items = Stream.of(numbers(5000 - 1000 * level, 20))
                    .map(Texts::bytes)
                    .toList();
            queue.putAll(items, ItemOptions.NONE.withPriority(level));
        }
        List<List<Integer>> dried = List.of(new ArrayList<>(), new ArrayList<>());
        List<Child> dryers = new ArrayList<>();
        for (List<Integer> mine : dried) {
            dryers.add(children.start(
                    DryerMain.class,
                    line -> mine.add(Integer.parseInt(line.split(" ")[1])),
                    "--until-empty",
                    temp.resolve("queue").toString()));
        }
        awaitDryers(2);
        queue.resume();
        for (Child dryer : dryers) {
            assertEquals(0, dryer.waitFor(), dryer.errors());
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, 3)
                .boxed()
                .flatMap(level -> IntStream.range(0, 20).mapToObj(i -> 2000 + 1000 * level + i))
                .toList());
        IntStream.range(1000, 1200).forEach(order::add);
        assertEquals(260, dried.get(0).size() + dried.get(1).size());
        for (List<Integer> mine : dried) {
            assertEquals(order.stream().filter(mine::contains).toList(), mine);
        }
    }

    @Test
    void nothingRunsBeforeItsTimeHoweverManyDryersAreIdle() throws Exception {
        String clock = "date +%s%3N >\"$DIR/at.$1.tmp\"; mv \"$DIR/at.$1.tmp\" \"$DIR/at.$1\"";
        for (int i = 0; i < 3; i++) {
            dryer("--jobs=2", "--shell", clock);
        }
        awaitDryers(3);
        long[] due = new long[9];
        for (int i = 0; i < due.length; i++) {
            due[i] = i == due.length - 1 ? 0 : System.currentTimeMillis() + 100 + 40L * (i % 7);
            queue.put(Texts.bytes("" + i), ItemOptions.NONE.withNotBeforeMillis(due[i]));
        }
        assertTrue(queue.join(Await.DEADLINE));
        for (int i = 0; i < due.length; i++) {
            long began =
                    Long.parseLong(Files.readString(temp.resolve("at." + i)).strip());
            assertTrue(began >= due[i], "item " + i + " early by ms: " + (due[i] - began));
        }
    }

    @Test
    void whatWaitsIsCancelledAndWhatRunsIsFinished() throws Exception {
        dryer("--shell", PATIENT);
        dryer("--shell", PATIENT);
        sink.putPlain(numbers(0, 50));
        queue.put(Texts.bytes("late"), ItemOptions.NONE.withNotBeforeMillis(System.currentTimeMillis() + 600_000));
        Await.until("two run", () -> files("run.") == 2);
        CompletableFuture<Void> joiner = joiner();
        assertEquals(0, new RackLab().run("cancel", "--waiting", "--execute", temp.resolve("queue")));
        assertFalse(joiner.isDone());
        Files.createFile(temp.resolve("go"));
        joiner.get(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(2, files("run."));
        assertEquals(2, queue.status().done());
        assertEquals(49, queue.status().cancelled());
        assertTrue(queue.join(Duration.ZERO));
    }
}
