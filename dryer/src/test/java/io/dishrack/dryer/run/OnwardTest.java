package io.dishrack.dryer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.OpenOptions;
import io.dishrack.Origin;
import io.dishrack.cli.ExitCode;
import io.dishrack.dryer.DryerMain;
import io.dishrack.dryer.Sink;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.Seed;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that become items of the next queue. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OnwardTest {

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    private Path temp;

    private Sink sink;
    private Sink next;

    @BeforeEach
    void open() {
        sink = new Sink(temp.resolve("queue"));
        next = new Sink(temp.resolve("next"));
    }

    @AfterEach
    void close() {
        sink.close();
        next.close();
    }

    private String to() {
        return "--to=" + temp.resolve("next");
    }

    private List<String> passedOn() throws InterruptedException {
        return Texts.drain(next.queue());
    }

    @Test
    void anOutputIsTheNextQueuesItemWithoutItsNewline() throws Exception {
        sink.putPlain("a", "b");
        Sink.Ran ran = sink.dry(to(), "QUEUE", "--", "printf", "%s\\n\\n");
        assertEquals(0, ran.code(), ran.errors());
        assertEquals("", ran.text());
        assertEquals(List.of("a\n", "b\n"), passedOn());
        assertEquals(2, sink.queue().status().done());
    }

    @Test
    void exactMeansEveryByte() throws Exception {
        sink.putPlain("a");
        assertEquals(0, sink.dry(to(), "--to-exact", "QUEUE", "--", "echo").code());
        assertEquals(List.of("a\n"), passedOn());
    }

    @Test
    void keyAndWishForAResultGoAlong() throws Exception {
        sink.queue().put(Texts.bytes("a"), ItemOptions.WITH_RESULT.withKey("k"));
        sink.putPlain("b");
        assertEquals(0, sink.dry(to(), "QUEUE", "--", "echo").code());
        assertEquals("a\n", sink.output(1));
        Delivery<byte[]> first = next.queue().poll(Duration.ZERO);
        assertEquals("k", first.key());
        assertTrue(first.wantsResult());
        first.done();
        Delivery<byte[]> second = next.queue().poll(Duration.ZERO);
        assertFalse(second.wantsResult());
        second.done();
    }

    @Test
    void noOutputAndNoSuccessPassNothingOn() throws Exception {
        sink.putPlain("silent", "fails", "speaks");
        String script = "case $1 in silent) ;; fails) echo x; exit 3;; *) echo said;; esac";
        assertEquals(
                1,
                sink.dry(to(), "--max-attempts=1", "--shell", script, "QUEUE").code());
        assertEquals(List.of("said"), passedOn());
        assertEquals(2, sink.queue().status().done());
        assertEquals(1, sink.queue().status().dead());
    }

    @Test
    void handlersAndCoprocessesPassOnToo() throws Exception {
        sink.putPlain("a");
        assertEquals(0, sink.dry(to(), "QUEUE").code());
        sink.putPlain("b", "c");
        assertEquals(0, sink.dry(to(), "--coprocess", "QUEUE", "--", "cat").code());
        assertEquals(List.of("Drying a dish", "b", "c"), passedOn());
    }

    @Test
    void whatWasPassedOnByOneWhoDiedIsNotRunAgain() throws Exception {
        for (String[] way :
                new String[][] {{"--shell", "touch ran; echo again"}, {"--coprocess", "--shell", "touch ran; cat"}}) {
            sink.putPlain("a");
            Delivery<byte[]> taken = sink.queue().take();
            long there = next.queue().put(Texts.bytes("passed on"), ItemOptions.NONE.withOrigin(taken.origin()));
            taken.release();
            List<String> arguments = new ArrayList<>(List.of(to()));
            arguments.addAll(List.of(way));
            arguments.add("QUEUE");
            assertEquals(0, sink.dry(arguments.toArray(String[]::new)).code());
            assertEquals(List.of("passed on"), passedOn());
            assertEquals(there, next.queue().find(taken.origin()));
            assertFalse(Files.exists(Path.of("ran")));
        }
        assertEquals(2, sink.queue().status().done());
    }

    @Test
    void aClosedNextQueueEndsTheDryerWithItsItemHandedBack() throws Exception {
        sink.putPlain("a");
        next.queue().shutdown();
        Sink.Ran ran = sink.dry(to(), "QUEUE", "--", "echo");
        assertEquals(ExitCode.CLOSED, ran.code());
        assertTrue(
                ran.errors().contains("items can't be passed on: ")
                        && ran.errors().contains("next"),
                ran.errors());
        assertEquals(1, sink.queue().status().ready());
        assertEquals(0, sink.queue().find(Origin.of("none", 1)));
    }

    @Test
    void theQueueItselfAndExactWithoutANextQueueAreRefused() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("queue"));
        for (String same : List.of("--to=" + temp.resolve("queue"), "--to=" + link)) {
            Sink.Ran ran = sink.dry(same, "QUEUE");
            assertEquals(ExitCode.USAGE, ran.code());
            assertTrue(ran.errors().contains("--to names the queue itself"), ran.errors());
        }
        assertEquals(ExitCode.USAGE, sink.dry("--to-exact", "QUEUE").code());
    }

    private Child dryer(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "DIR=" + temp));
        command.addAll(JvmCommand.of(DryerMain.class, List.of(arguments)));
        return children.startCommand("dryer", command, null);
    }

    @Test
    void aFullNextQueueIsWaitedForUntilASecondSignal() throws Exception {
        Path small = temp.resolve("small");
        try (var bounded = Dishrack.open(small, OpenOptions.DEFAULTS.withMaxSize(1))) {
            sink.putPlain("a", "b");
            Child dryer = dryer("--to=" + small, temp.resolve("queue").toString(), "--", "echo");
            Await.until(
                    "the first is passed on and the second is held",
                    () -> bounded.size() == 1
                            && sink.queue().status().taken() == 1
                            && sink.queue().status().done() == 1);
            ProcessHandle.of(dryer.pid()).orElseThrow().destroy();
            Await.until("it says that it stops", () -> dryer.errors().contains("stopping"));
            assertTrue(dryer.isAlive());
            ProcessHandle.of(dryer.pid()).orElseThrow().destroy();
            assertEquals(ExitCode.TERMINATED, dryer.waitFor());
            assertEquals(1, sink.queue().status().ready());
            assertEquals(1, bounded.status().put());
        }
    }

    @Test
    void dryersKilledAtRandomPassEachOutputOnOnce() throws Exception {
        int items = 120;
        SplittableRandom random = Seed.random("OnwardTest");
        String[] all = IntStream.range(0, items).mapToObj(n -> "item-" + n).toArray(String[]::new);
        sink.putPlain(all);
        String queue = temp.resolve("queue").toString();
        String[] arguments = {to(), "--jobs=2", "--max-attempts=200", queue, "--", "echo"};
        List<Child> dryers = new ArrayList<>(List.of(dryer(arguments), dryer(arguments)));
        for (int kill = 0; kill < 3; kill++) {
            long wanted = Math.min(items, next.queue().status().put() + 1 + random.nextInt(items / 4));
            Await.until("work goes on", () -> next.queue().status().put() >= wanted);
            int which = random.nextInt(dryers.size());
            dryers.get(which).kill();
            dryers.set(which, dryer(arguments));
        }
        assertTrue(sink.queue().join(Await.DEADLINE), () -> "" + sink.queue().status());
        assertEquals(items, next.queue().status().put());
        assertEquals(
                List.of(all).stream().sorted().toList(),
                passedOn().stream().sorted().toList());
    }
}
