package io.dishrack.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.call.Caller;
import io.dishrack.request.Batch;
import io.dishrack.request.Request;
import io.dishrack.request.Requester;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.ProcessTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of this package in processes of their own, killed in between where that should make no difference. */
class ExamplesTest extends ProcessTest {

    @TempDir
    private Path temp;

    private JoinableQueue<String> openText() {
        return lab().open(options(), Codec.UTF_8);
    }

    private Child ready(Class<?> program, Object... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(folder().toString()));
        Stream.of(more).map(Object::toString).forEach(arguments::add);
        Child child = children.start(program, arguments.toArray(String[]::new));
        child.expectLine("ready");
        return child;
    }

    @Test
    void threeDefaultWorkersFetchAndWhatHasComeIsHarvested() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(folder().toString()));
        for (int i = 1; i <= 8; i++) {
            Path page = Files.writeString(temp.resolve("page" + i), "x".repeat(i));
            arguments.add(page.toUri().toString());
        }
        arguments.add(temp.resolve("missing").toUri().toString());
        Child fetch = children.start(Fetch.class, arguments.toArray(String[]::new));
        TreeSet<String> said = new TreeSet<>();
        for (int i = 1; i <= 9; i++) {
            said.add(fetch.expectLine(""));
        }
        assertEquals(0, fetch.waitFor());
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 1; i <= 8; i++) {
            expected.add("fetched " + arguments.get(i) + " " + i);
        }
        expected.add("failed " + arguments.get(9));
        assertEquals(expected, said);
    }

    @Test
    void callsOfAFetcherAreAnsweredAlsoWhenAHelperIsKilled() throws Exception {
        Path page = Files.writeString(temp.resolve("page"), "text");
        Child victim = ready(FetchHelper.class, 2);
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder(), options());
                Caller caller = new Caller(queue)) {
            Batch<String> batch = caller.batch();
            var fetch = caller.function("fetch", Codec.UTF_8, Codec.UTF_8);
            for (int i = 0; i < 300; i++) {
                batch.add(fetch.start(page.toUri().toString()));
            }
            batch.take();
            victim.kill();
            ready(FetchHelper.class, 2);
            while (batch.outstanding() > 0) {
                assertEquals("text", batch.take().get(Await.DEADLINE));
            }
        }
    }

    @Test
    void anExecutorServiceGetsEverythingBackFromOtherProcessesThoughOneIsKilled() throws Exception {
        int count = 400;
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder(), options())) {
            Child victim = ready(FactorsHelper.class);
            List<String> arguments = new ArrayList<>(List.of(folder().toString()));
            IntStream.range(0, count).forEach(i -> arguments.add(Long.toString(3L * (1L << i % 20))));
            Child factors = children.start(Factors.class, arguments.toArray(String[]::new));
            Await.until("some are done", () -> queue.status().done() > count / 4);
            victim.kill();
            ready(FactorsHelper.class);
            for (int i = 0; i < count; i++) {
                String number = arguments.get(i + 1);
                assertEquals(number + " = " + "2 * ".repeat(i % 20) + "3", factors.expectLine(number + " "));
            }
            assertEquals(0, factors.waitFor());
            assertEquals(count, queue.status().done());
        }
    }

    @Test
    void anExecutorServiceThatStopsNowInterruptsAnotherProcessAndDropsWhatWaits() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder(), options());
                Caller caller = new Caller(queue)) {
            ready(FactorsHelper.class);
            ExecutorService executor = caller.asExecutor();
            Future<String> endless = executor.submit(Factors.function(caller).task(Long.toString(Long.MAX_VALUE - 24)));
            Await.until("it runs", () -> queue.state(1) == ItemState.TAKEN);
            for (int i = 0; i < 50; i++) {
                executor.submit(Factors.function(caller).task("12"));
            }
            List<Runnable> waited = executor.shutdownNow();
            assertEquals(50, waited.size());
            assertTrue(executor.awaitTermination(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
            assertTrue(endless.isCancelled());
            assertEquals(51, queue.status().cancelled());
            assertEquals("12 = 2 * 2 * 3", Factors.function(caller).call("12", Await.DEADLINE), "the helper goes on");
        }
    }

    @Test
    void aProducerAddsThreeWorkersAfterSomeRounds() throws Exception {
        openText();
        ready(Squares.class, 1);
        Child rounds = children.start(Rounds.class, folder().toString(), "300");
        TreeSet<String> said = new TreeSet<>();
        for (int i = 0; i < 301; i++) {
            said.add(rounds.expectLine(""));
        }
        rounds.expectLine("workers ");
        assertEquals(0, rounds.waitFor());
        TreeSet<String> expected = new TreeSet<>(List.of(Long.MAX_VALUE + " failed"));
        IntStream.rangeClosed(1, 300).forEach(i -> expected.add(i + " squared is " + i * i));
        assertEquals(expected, said);
    }

    @Test
    void aRunningWorkerTellsHowFarItIsAndIsEndedByACall() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder(), options());
                Caller caller = new Caller(queue)) {
            Child worker = children.start(Snapshots.class, folder().toString());
            long steps = 0;
            for (int i = 0; i < 5; i++) {
                Map<?, ?> snapshot = (Map<?, ?>) caller.function("snapshot").call(null, Await.DEADLINE);
                long now = ((Number) snapshot.get("steps")).longValue();
                assertTrue(now > steps, "stands still: steps=" + now);
                steps = now;
            }
            Number last = (Number) caller.function("stop").call(null, Await.DEADLINE);
            assertTrue(last.longValue() > steps);
            worker.expectLine("answered 6");
            assertEquals(0, worker.waitFor());
        }
    }

    @Test
    void noMoreRunAtOnceThanTheLimitAndAStopInTheMiddleDropsTheRest() throws Exception {
        int tasks = 5000;
        JoinableQueue<String> queue = openText();
        Path running = temp.resolve("running");
        try (Requester<String, String> requester = new Requester<>(queue, Codec.UTF_8)) {
            AtomicInteger ends = new AtomicInteger();
            List<Request<String>> requests = requester.submitAll(
                    IntStream.range(0, tasks).mapToObj(Integer::toString).toList());
            requests.forEach(request -> request.future().whenComplete((value, thrown) -> ends.incrementAndGet()));
            List<Child> workers = List.of(ready(Limited.class, 3, running), ready(Limited.class, 3, running));
            Await.until("some are done", () -> requests.get(100).isDone());
            long dropped = queue.shutdownNow();
            Await.until("every future has ended", () -> ends.get() == tasks);
            long done = requests.stream().filter(ExamplesTest::isRight).count();
            QueueStatus status = queue.status();
            assertEquals(tasks, done + dropped);
            assertEquals(done, status.done());
            assertEquals(dropped, status.cancelled());
            assertEquals(0, status.unfinished());
            for (Child worker : workers) {
                String said = worker.expectLine("most ");
                assertTrue(Integer.parseInt(said.split(" ")[1]) <= 3, said);
                assertEquals(0, worker.waitFor());
            }
            assertArrayEquals(new byte[Integer.BYTES], Files.readAllBytes(running), "nothing runs on");
        }
    }

    /** Ended with its number; if not, it was cancelled. */
    private static boolean isRight(Request<String> request) {
        try {
            assertEquals(request.number() - 1, Long.parseLong(request.future().join()));
            return true;
        } catch (CancellationException e) {
            return false;
        }
    }

    @Test
    void everyFutureEndsOnceWhileWorkersAreKilled() throws Exception {
        int count = 4000;
        JoinableQueue<String> queue = openText();
        try (Requester<String, String> requester = new Requester<>(queue, Codec.UTF_8)) {
            AtomicInteger ends = new AtomicInteger();
            List<Request<String>> requests = requester.submitAll(
                    IntStream.range(0, count).mapToObj(Integer::toString).toList());
            requests.forEach(request -> request.future().whenComplete((value, thrown) -> ends.incrementAndGet()));
            for (int kill = 1; kill <= 3; kill++) {
                Child victim = ready(Squares.class, 2);
                int enough = count / 5 * kill;
                Await.until("some ended", () -> ends.get() >= enough);
                victim.kill();
            }
            ready(Squares.class, 2);
            for (int i = 0; i < count; i++) {
                assertEquals((long) i * i, Long.parseLong(requests.get(i).get(Await.DEADLINE)));
            }
            assertEquals(count, ends.get());
            assertEquals(0, requester.pending());
        }
    }

    @Test
    void whoComesAfterAKilledRequesterGetsAllItsResultsByTheirIds() throws Exception {
        int count = 200;
        JoinableQueue<String> queue = openText();
        Child submitter = children.start(Submitter.class, folder().toString(), Integer.toString(count));
        submitter.expectLine("submitted");
        Child squares = ready(Squares.class, 1);
        Await.until("some are done", () -> queue.state(count / 2) == ItemState.DONE);
        submitter.kill();
        squares.kill();
        try (Requester<String, String> requester = new Requester<>(queue, Codec.UTF_8);
                QueueInspector look = lab().inspect()) {
            List<Request<String>> again = requester.reattach(look, id -> id.startsWith(Submitter.NAME));
            assertEquals(count, again.size());
            ready(Squares.class, 1);
            for (int i = 0; i < count; i++) {
                assertEquals(Submitter.NAME + i, again.get(i).id());
                assertEquals((long) i * i, Long.parseLong(again.get(i).get(Await.DEADLINE)));
            }
        }
    }

    @Test
    void programsWithoutWorkEndThoughTheirWorkersWait() throws Exception {
        Child fetch = children.start(Fetch.class, folder().toString());
        assertEquals(0, fetch.waitFor());
    }
}
