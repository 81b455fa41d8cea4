package io.dishrack.washer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Kept;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Await;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WasherCommandTest {

    @TempDir
    Path folder;

    private Kitchen kitchen;

    @BeforeEach
    void open() {
        kitchen = new Kitchen(folder);
    }

    @AfterEach
    void close() {
        kitchen.close();
    }

    @Test
    void argumentsArePutByteForByteInOrder() {
        assertEquals(0, kitchen.washer("ignored\n", "Q", "salad", "", "a;$(touch PWNED)'\"", "\u00ff\u00fe", "x\ny"));
        assertEquals(List.of("salad", "", "a;$(touch PWNED)'\"", "\u00ff\u00fe", "x\ny"), kitchen.items());
        assertEquals("", kitchen.printed() + kitchen.told());
    }

    @Test
    void itemsThatLookLikeOptionsComeAfterTwoDashes() {
        assertEquals(0, kitchen.washer("", "Q", "--", "--join", "-0", "--"));
        assertEquals(List.of("--join", "-0", "--"), kitchen.items());
    }

    @Test
    void withoutArgumentsEachLineOfStandardInputIsPut() {
        assertEquals(0, kitchen.washer("one\n\ntwo\r\n\u00ff\0\nthree", "Q"));
        assertEquals(List.of("one", "two\r", "\u00ff\0", "three"), kitchen.items());
    }

    @Test
    void theFormsOfInputAreChosenByOption() throws Exception {
        Path file = Files.write(folder.resolve("file"), "from file\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(0, kitchen.washer("a\nb\0\0", "-0", "Q"));
        assertEquals(0, kitchen.washer("c::d", "-d", "::", "Q"));
        assertEquals(0, kitchen.washer("e\nf", "--whole", "Q"));
        assertEquals(0, kitchen.washer("", "-a", file.toString(), "Q"));
        assertEquals(0, kitchen.washer("{\"item\":\"g\",\"key\":\"k\"}\n{\"item\":\"h\"}\n", "--jsonl", "Q"));
        assertEquals(List.of("a\nb", "", "c", "d", "e\nf", "from file", "g", "h"), kitchen.items());
        assertEquals("k", kitchen.views().get(6).key());
    }

    @Test
    void emptyInputPutsNothingAndIsNoError() {
        assertEquals(0, kitchen.washer("", "Q"));
        assertEquals(0, kitchen.washer("", "--join", "--results", "Q"));
        assertEquals(List.of(), kitchen.items());
    }

    @Test
    void aBadJsonLineIsToldWithWhatWentInBeforeIt() {
        assertEquals(
                ExitCode.USAGE, kitchen.washer("{\"item\":\"a\"}\n{\"item\":2}\n{\"item\":\"c\"}\n", "--jsonl", "Q"));
        assertEquals(
                "washer: bad JSON line: line=2: not a string: \"item\" must be one; "
                        + "mend it and go on from that line (put=1)\n",
                kitchen.told());
        assertEquals(List.of("a"), kitchen.items());
    }

    @Test
    void mistakesAreRefusedBeforeAnythingIsMade() {
        assertEquals(ExitCode.USAGE, kitchen.washer("", "-0", "Q", "item"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "-0", "--whole", "Q"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "-d", "\\q", "Q"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "-a", folder + "/nonesuch", "Q"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "-a", folder.toString(), "Q"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "--max-size", "-1", "Q", "item"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "--join-timeout", "-1s", "Q", "item"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "--durability=disk", "Q", "item"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "--resumed", "Q", "item"));
        assertEquals(ExitCode.USAGE, kitchen.washer("a\n"));
        assertFalse(Files.exists(kitchen.queue));
        assertEquals(10, kitchen.told().lines().count(), kitchen.told());
        assertEquals(
                0, kitchen.told().lines().filter(l -> !l.startsWith("washer: ")).count(), kitchen.told());
    }

    @Test
    void aFullQueueEndsThePutAndSaysHowManyWentIn() {
        assertEquals(ExitCode.TIMED_OUT, kitchen.washer("a\nb\nc\nd\n", "--max-size=2", "--put-timeout=100ms", "Q"));
        assertEquals(
                "washer: the queue stayed full: timeout=100ms put=2; "
                        + "start dryers, or allow more with --put-timeout\n",
                kitchen.told());
        assertEquals(ExitCode.TIMED_OUT, kitchen.washer("", "--put-timeout", "0", "Q", "e"));
        assertEquals(List.of("a", "b"), kitchen.items());
    }

    @Test
    void anotherBoundThanTheQueuesIsRefused() {
        assertEquals(0, kitchen.washer("", "--max-size", "2", "Q", "a"));
        assertEquals(0, kitchen.washer("", "--max-size", "2", "Q", "b"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "--max-size", "3", "Q", "c"));
        assertEquals(
                "washer: the queue exists with another bound: max-size=2 asked=3; "
                        + "leave --max-size out, or make another queue\n",
                kitchen.told());
        assertEquals(List.of("a", "b"), kitchen.items());
    }

    @Test
    void howMuchIsKeptIsSaidWhenTheQueueIsMade() {
        assertEquals(0, kitchen.washer("", "--keep", "64k", "--keep-results=1g", "Q", "a"));
        try (QueueInspector inspector = Dishrack.inspect(kitchen.queue)) {
            assertEquals(new Kept(1, 64 << 10, 1 << 30), inspector.status().kept());
        }
        assertEquals(0, kitchen.washer("", "--keep", "64k", "Q", "b"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", "--keep-results", "2g", "Q", "c"));
        assertEquals(
                "washer: the queue exists with another bound: keep-results=1073741824 asked=2147483648; "
                        + "leave --keep-results out, or make another queue\n",
                kitchen.told());
        assertEquals(List.of("a", "b"), kitchen.items());
    }

    @Test
    void aClosedQueueIsItsOwnExitCode() throws Exception {
        try (JoinableQueue<byte[]> queue = kitchen.open("washer")) {
            queue.shutdown();
        }
        assertEquals(ExitCode.CLOSED, kitchen.washer("", "Q", "a"));
        assertTrue(kitchen.told().endsWith(" (put=0)\n"), kitchen.told());
    }

    @Test
    void somethingElseInThePlaceOfTheQueueIsUnusable() throws Exception {
        Files.writeString(kitchen.queue, "a file");
        assertEquals(ExitCode.UNUSABLE, kitchen.washer("", "Q", "a"));
        assertEquals("a file", Files.readString(kitchen.queue));
        assertEquals(1, kitchen.told().lines().count(), kitchen.told());
    }

    @Test
    void joinReturnsWhenEverythingIsDone() {
        kitchen.dryer(item -> "");
        assertEquals(0, kitchen.washer("a\nb\nc\n", "--join", "Q"));
        assertEquals(
                3,
                kitchen.views().stream()
                        .filter(v -> v.state() == ItemState.DONE)
                        .count());
    }

    @Test
    void joinTellsThatItemsFailedForGood() {
        kitchen.dryer(item -> item.equals("b") ? null : "");
        assertEquals(ExitCode.FAILED_ITEMS, kitchen.washer("a\nb\nc\n", "--join", "Q"));
        String told = kitchen.told();
        assertTrue(told.matches("(?s)washer: done=2 failed=1 time=\\S+s rate=\\S+/s\n.*"), told);
        assertTrue(
                told.endsWith("washer: some items failed for good; look at them: rack list --state dead "
                        + kitchen.queue + "\n"),
                told);
    }

    @Test
    void deadItemsOfAnEarlierRunAreNoFailureOfThisOne() {
        kitchen.dryer(item -> item.equals("b") ? null : "");
        assertEquals(ExitCode.FAILED_ITEMS, kitchen.washer("b\n", "--join", "Q"));
        assertEquals(0, kitchen.washer("a\n", "--join", "Q"));
    }

    @Test
    void joinGivesUpInTime() {
        assertEquals(ExitCode.TIMED_OUT, kitchen.washer("", "--join-timeout", "50ms", "Q", "a", "b"));
        assertEquals(
                "washer: not finished in time: timeout=50ms unfinished=2 put=2; "
                        + "join again, or allow more with --join-timeout\n",
                kitchen.told());
    }

    @Test
    void joinCanGiveUpWhenNoDryerIsAlive() {
        assertEquals(ExitCode.NO_DRYERS, kitchen.washer("", "--fail-without-dryers", "Q", "a"));
        assertEquals("washer: no dryer is alive: unfinished=1 put=1; start one: dryer QUEUE\n", kitchen.told());
        kitchen.dryer(item -> "");
        assertEquals(0, kitchen.washer("", "--fail-without-dryers", "Q", "b"));
    }

    @Test
    void joinTellsOnceThatNoDryerIsAliveAndWhenThatChanges() throws Exception {
        CompletableFuture<Integer> washer = kitchen.washerInBackground("", "--join", "Q", "a");
        Await.until("told", () -> kitchen.told().contains("no dryer is alive"));
        CountDownLatch seen = new CountDownLatch(1);
        kitchen.dryer(item -> {
            Await.until("told of", () -> kitchen.told().contains("dryers are alive"));
            seen.countDown();
            return "";
        });
        assertTrue(seen.await(60, TimeUnit.SECONDS));
        assertEquals(0, washer.get(60, TimeUnit.SECONDS));
        List<String> lines = kitchen.told().lines().toList();
        assertEquals(3, lines.size(), lines.toString());
        assertEquals("washer: no dryer is alive: unfinished=1; start one: dryer QUEUE", lines.get(0));
        assertEquals("washer: dryers are alive: dryers=1", lines.get(1));
        assertTrue(lines.get(2).startsWith("washer: done=1 failed=0 time="), lines.get(2));
    }

    @Test
    void aUniqueItemWhoseKeyIsThereIsNotPutAgainAndTold() {
        assertEquals(0, kitchen.washer("a\nb\na\n", "--unique", "Q"));
        assertEquals("washer: put=2 unfinished=2 duplicates=1\n", kitchen.told());
        assertEquals(0, kitchen.washer("", "--unique", "Q", "c", "b", "", "", "\u00ff"));
        assertEquals(List.of("a", "b", "c", "", "\u00ff"), kitchen.items());
        kitchen.dryer(item -> "");
        String lines =
                "{\"item\":\"x\",\"key\":\"a\"}\n{\"item\":\"y\",\"key\":\"k\"}\n{\"item\":\"z\",\"key\":\"k\"}\n";
        assertEquals(0, kitchen.washer(lines, "--unique", "--jsonl", "--join", "--log=json", "Q"));
        assertTrue(kitchen.told().contains("\"duplicates\":2"), kitchen.told());
        assertEquals("y", kitchen.items().get(5));
        assertEquals(0, kitchen.washer(lines, "--jsonl", "Q"));
        assertEquals(9, kitchen.items().size());
    }

    @Test
    void whatItTellsCanBeEvents() {
        kitchen.dryer(item -> item.equals("b") ? null : "");
        assertEquals(ExitCode.FAILED_ITEMS, kitchen.washer("a\nb\n", "--log=json", "--results", "--join", "Q"));
        List<String> lines = kitchen.told().lines().toList();
        String begin = "\\{\"time\":\"[^\"]+Z\",\"program\":\"washer\",\"pid\":\\d+,\"event\":";
        assertTrue(lines.get(0).matches(begin + "\"started\",\"queue\":\"[^\"]+\"}"), lines.get(0));
        String dead = "\"item_dead\",\"message\":\"[^\"]+\",\"item\":2,\"attempt\":2,\"exit_code\":3,"
                + "\"worker\":\"[^\"]+\",\"reason\":\"come clean\"}";
        assertTrue(lines.get(1).matches(begin + dead), lines.get(1));
        String drained = "\"drained\",\"message\":\"[^\"]+\",\"done\":1,\"failed\":1,\"cancelled\":0,"
                + "\"unfinished\":0,\"duplicates\":0,\"seconds\":[0-9.]+,\"rate\":[0-9.]+}";
        assertTrue(lines.get(2).matches(begin + drained), lines.get(2));
        assertTrue(lines.get(3).matches(begin + "\"message\",\"message\":\"some items failed [^\"]+\"}"), lines.get(3));
        kitchen.err.reset();
        assertEquals(0, kitchen.washer("c\n", "--log=json", "Q"));
        assertTrue(kitchen.told().contains("\"event\":\"put\",\"message\":\"put=1 unfinished="), kitchen.told());
    }

    @Test
    void quietTellsNothingButErrors() {
        kitchen.dryer(item -> "");
        assertEquals(0, kitchen.washer("a\n", "--join", "--quiet", "Q"));
        assertEquals("", kitchen.told());
    }

    @Test
    void resultsAreExactlyTheOutputsOfTheOwnItems() throws Exception {
        try (JoinableQueue<byte[]> other = kitchen.open("washer")) {
            other.put("other".getBytes(StandardCharsets.UTF_8), io.dishrack.ItemOptions.WITH_RESULT);
            kitchen.dryer(item -> item + "\u00ff\0");
            assertEquals(0, kitchen.washer("only\n", "--results", "Q"));
            other.join();
        }
        assertEquals("only\u00ff\0", kitchen.printed());
    }

    @Test
    void orderedResultsComeInPutOrderWhateverFinishesFirst() {
        StringBuilder input = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            input.append(i).append('\n');
            expected.append(i).append(';');
        }
        for (int d = 0; d < 3; d++) {
            int pace = d;
            kitchen.dryer(item -> {
                for (int spin = 0; spin < pace * 20_000; spin++) {
                    Thread.onSpinWait();
                }
                return item + ";";
            });
        }
        assertEquals(0, kitchen.washer(input.toString(), "--ordered", "Q"));
        assertEquals(expected.toString(), kitchen.printed());
    }

    @Test
    void aFailedItemIsToldWithTheEndOfItsError() {
        kitchen.dryer(item -> item.equals("b") ? null : item + "\n");
        assertEquals(ExitCode.FAILED_ITEMS, kitchen.washer("a\nb\nc\n", "--ordered", "Q"));
        assertEquals("a\nc\n", kitchen.printed());
        assertTrue(
                kitchen.told()
                        .matches(
                                "(?s)washer: item failed for good: item=2 attempts=2 exit=3 worker=\\S+: come clean\n.*"),
                kitchen.told());
    }

    @Test
    void anItemRedrivenMeanwhileIsCountedOnceAndAsWhatItIsInTheEnd() throws Exception {
        CompletableFuture<Integer> washer = kitchen.washerInBackground("a\nb\n", "--results", "Q");
        while (!Files.exists(kitchen.queue.resolve("queue.properties"))) {
            Thread.onSpinWait();
        }
        try (JoinableQueue<byte[]> queue = kitchen.open("dryer")) {
            queue.take().reject(Report.failure(7, "not yet"));
            Delivery<byte[]> second = queue.take();
            while (!kitchen.told().contains("item failed for good: item=1 ")) {
                Thread.onSpinWait();
            }
            assertTrue(queue.redrive(1));
            queue.take().done(Report.of(new byte[] {'A'}));
            second.done(Report.of(new byte[] {'B'}));
            assertEquals(0, washer.get(30, TimeUnit.SECONDS));
        }
        assertEquals("AB", kitchen.printed());
    }

    @Test
    void cancelledItemsEndTheWaitForResults() throws Exception {
        CompletableFuture<Integer> washer = kitchen.washerInBackground("a\nb\n", "--results", "Q");
        try (JoinableQueue<byte[]> queue = kitchen.open("washer")) {
            while (queue.size() < 2) {
                Thread.onSpinWait();
            }
            queue.shutdownNow();
        }
        assertEquals(ExitCode.FAILED_ITEMS, washer.get(30, TimeUnit.SECONDS));
        assertTrue(kitchen.told().startsWith("washer: items ended without a result: cancelled=2\n"), kitchen.told());
    }

    @Test
    void aLineIsPutWhileItsProducerIsStillAtWork() throws Exception {
        PipedOutputStream producer = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(producer);
        CompletableFuture<Integer> washer =
                CompletableFuture.supplyAsync(() -> kitchen.washer(input, kitchen.out, "Q"));
        producer.write("first\nsec".getBytes(StandardCharsets.UTF_8));
        producer.flush();
        try (JoinableQueue<byte[]> queue = kitchen.open("dryer")) {
            assertEquals("first", new String(queue.take().item(), StandardCharsets.UTF_8));
            producer.write("ond\n".getBytes(StandardCharsets.UTF_8));
            producer.close();
            assertEquals("second", new String(queue.take().item(), StandardCharsets.UTF_8));
        }
        assertEquals(0, washer.get(30, TimeUnit.SECONDS));
    }

    @Test
    void anItemOfTenMegabytesArrives() {
        String large = "x".repeat(10 << 20);
        assertEquals(0, kitchen.washer(large + "\nsmall\n", "Q"));
        assertEquals(List.of(large, "small"), kitchen.items());
    }

    @Test
    void aHundredThousandLinesGoInInOrder() {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            input.append(i).append('\n');
        }
        assertEquals(0, kitchen.washer(input.toString(), "Q"));
        assertEquals(input.toString(), String.join("\n", kitchen.items()) + "\n");
    }
}
