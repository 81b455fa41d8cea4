package io.dishrack.dryer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemState;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dryer as a program: signals, death, standard streams, locales. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DryerProcessTest {

    /** Says that it runs, by a file with its process id, then waits for a file that lets it end. */
    private static final String PATIENT =
            "echo $$ >\"$DIR/run.$1.tmp\"; mv \"$DIR/run.$1.tmp\" \"$DIR/run.$1\"; while [ ! -e \"$DIR/go\" ]; do sleep 0.01; done";

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    private Path temp;

    private Child dryer(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "DIR=" + temp));
        command.addAll(JvmCommand.of(DryerMain.class, List.of(arguments)));
        return children.startCommand("dryer", command, null);
    }

    /** With a way to start commands. */
    private Child dryerBy(String way, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "DIR=" + temp));
        command.addAll(JvmCommand.of(DryerMain.class, List.of(arguments)));
        command.add(command.indexOf(DryerMain.class.getName()), "-Ddishrack.launch=" + way);
        return children.startCommand("dryer", command, null);
    }

    private String queue() {
        return temp.resolve("queue").toString();
    }

    private long awaitRunning(String item) throws IOException {
        Path file = temp.resolve("run." + item);
        Await.until("command runs for " + item, () -> Files.exists(file));
        return Long.parseLong(Files.readString(file).strip());
    }

    /** A zombie is not alive: it waits for a parent who may take its time. */
    private static boolean isAlive(long pid) throws IOException {
        ProcessState state = ProcessState.of(pid);
        return state != ProcessState.GONE && state != ProcessState.ZOMBIE;
    }

    /** SIGTERM. Not by the Child, which would close its streams. */
    private static void terminate(Child child) {
        ProcessHandle.of(child.pid()).orElseThrow().destroy();
    }

    @Test
    void itWaitsForAQueueThatIsMadeLater() throws Exception {
        Child dryer = dryer("--max-items=1", queue());
        Await.until("it says that it waits", () -> dryer.errors()
                .startsWith("dryer: waiting for queue to be created: queue=" + queue()));
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.putPlain("late");
            dryer.expectLine("Drying late dish");
            assertEquals(0, dryer.waitFor());
        }
    }

    @Test
    void itsWaitingForAQueueEndsWithASignal() throws Exception {
        Child dryer = dryer(queue());
        Await.until("it waits", () -> dryer.errors().contains("waiting for queue"));
        terminate(dryer);
        assertEquals(0, dryer.waitFor());
        assertTrue(Files.notExists(temp.resolve("queue")));
    }

    @Test
    void aSignalLetsWhatRunsFinishAndHandsBackTheRest() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a", "b", "c");
            Child dryer = dryer("--batch=3", "--shell", PATIENT, queue());
            awaitRunning("a");
            terminate(dryer);
            Await.until("it says that it stops", () -> dryer.errors().contains("stopping"));
            Files.createFile(temp.resolve("go"));
            assertEquals(0, dryer.waitFor());
            assertEquals(1, sink.queue().status().done());
            assertEquals(2, sink.queue().status().ready());
            try (Sink other = new Sink(temp.resolve("queue"))) {
                Delivery<byte[]> next = other.queue().poll(Duration.ZERO);
                assertEquals(2, next.number());
                assertEquals(1, next.attempt(), "not begun, so not an attempt");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "spawn"})
    void aSecondSignalEndsCommandsAndHandsTheirItemsBack(String way) throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a", "b");
            Child dryer = dryerBy(way, "--jobs=2", "--shell", PATIENT, queue());
            long first = awaitRunning("a");
            long second = awaitRunning("b");
            terminate(dryer);
            Await.until("it says that it stops", () -> dryer.errors().contains("stopping"));
            terminate(dryer);
            assertEquals(ExitCode.TERMINATED, dryer.waitFor());
            assertTrue(!isAlive(first) && !isAlive(second), "commands are gone");
            assertEquals(2, sink.queue().status().ready());
            assertEquals(1, sink.queue().poll(Duration.ZERO).attempt());
        }
    }

    @Test
    void theEndOfStandardInputIsAStopWhenAskedFor() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.putPlain("a");
            Child dryer = dryer("--stop-on-eof", queue());
            dryer.expectLine("Drying a dish");
            dryer.endInput();
            assertEquals(0, dryer.waitFor());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "spawn"})
    void theCommandsOfAKilledDryerEndAlthoughNobodyElseHasTheQueueOpen(String way) throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a");
        }
        String orphan = "(sh -c 'echo $$ >\"$DIR/orphan\"; sleep 1000' &); " + PATIENT;
        Child dryer = dryerBy(way, "--shell", orphan, queue());
        long command = awaitRunning("a");
        Await.until(
                "its orphan runs",
                () -> Files.exists(temp.resolve("orphan"))
                        && !Files.readString(temp.resolve("orphan")).isEmpty());
        long left = Long.parseLong(Files.readString(temp.resolve("orphan")).strip());
        dryer.kill();
        Await.until("command and orphan are gone", () -> !isAlive(command) && !isAlive(left));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "spawn"})
    void aKilledDryersItemRunsAgainOnlyAfterItsCommandIsGone(String way) throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a");
            Child dryer = dryerBy(way, "--shell", PATIENT, queue());
            long command = awaitRunning("a");
            dryer.kill();
            Delivery<byte[]> again = sink.queue().take();
            assertTrue(!isAlive(command), "the command is gone before its item is handed out again");
            assertEquals(2, again.attempt());
            again.done();
        }
    }

    @Test
    void bytesArriveInALocaleThatKnowsOnlyAscii() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("caf\u00c3\u00a9", "\u00ff\u00fe\n");
            List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C"));
            command.addAll(JvmCommand.of(
                    DryerMain.class, List.of("--until-empty", queue(), "--", "printf", "%s|\u00e9 {}", "{}")));
            assertEquals(0, children.startCommand("dryer", command, null).waitFor());
            assertEquals("caf\u00c3\u00a9|\u00c3\u00a9 caf\u00c3\u00a9", sink.output(1));
            assertEquals("\u00ff\u00fe\n|\u00c3\u00a9 \u00ff\u00fe\n", sink.output(2));
        }
    }

    @Test
    void aClosedStandardOutputEndsItQuietlyAndLosesNoItem() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.putPlain("a", "b");
            List<String> command =
                    new ArrayList<>(List.of("bash", "-c", "set -o pipefail; \"$@\" | exec sleep 0", "bash"));
            command.addAll(JvmCommand.of(DryerMain.class, List.of("--idle-timeout=30s", queue())));
            Child dryer = children.startCommand("dryer", command, null);
            assertEquals(CommandRunner.BROKEN_PIPE, dryer.waitFor());
            assertEquals("", dryer.errors());
            assertEquals(2, sink.queue().status().ready());
            assertEquals(
                    ItemState.READY,
                    io.dishrack.Dishrack.inspect(temp.resolve("queue")).item(1).state());
        }
    }

    /** As on a full disk: the system lets this dryer write no file as long as the result would be. */
    @Test
    void aResultThatFindsNoRoomIsToldInOneLineAndItsItemHandedBack() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("small");
            assertEquals(0, sink.dry("QUEUE", "--", "echo").code());
            sink.put("x".repeat(2_000_000), "another");
            List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 2000; exec \"$@\"", "sh"));
            command.addAll(JvmCommand.of(DryerMain.class, List.of("--batch=2", "--until-empty", queue())));
            Child dryer = children.startCommand("dryer", command, null);
            assertEquals(ExitCode.UNUSABLE, dryer.waitFor(), dryer.errors());
            assertEquals(1, dryer.errors().lines().count(), dryer.errors());
            assertTrue(dryer.errors().startsWith("dryer: "), dryer.errors());
            assertEquals(2, sink.queue().status().ready());
            assertEquals(1, sink.queue().status().done());
            // With room it works again, and what was handed back counts as no attempt.
            assertEquals(0, sink.dry("QUEUE").code());
            assertEquals(1, sink.results().get(2L).attempt());
            assertEquals(3, sink.queue().status().done());
        }
    }

    @Test
    void anItemThatKillsItsDryersIsADeadLetterInTheEnd() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a");
            for (int attempt = 1; attempt <= 2; attempt++) {
                Child dryer = dryer("--max-attempts=2", "--shell", "kill -KILL $PPID; sleep 1000", queue());
                dryer.waitFor();
                int dead = attempt - 1;
                Await.until(
                        "it is taken away",
                        () -> sink.queue().status().taken() == 0
                                && sink.queue().status().dead() == dead);
            }
            assertTrue(sink.error(1).startsWith("its dryer died: pid="), sink.error(1));
            assertEquals(2, sink.results().get(1L).attempt());
        }
    }

    @Test
    void orphansOfAKilledDryersCommandAreGoneBeforeItsItemRunsAgain() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a");
            String orphan = "(setsid sh -c 'echo $$ >\"$DIR/orphan.tmp\"; mv \"$DIR/orphan.tmp\" \"$DIR/orphan\"; "
                    + "exec sleep 1000' &); " + PATIENT;
            Child dryer = dryer("--shell", orphan, queue());
            awaitRunning("a");
            Await.until("its orphan runs", () -> Files.exists(temp.resolve("orphan")));
            long left = Long.parseLong(Files.readString(temp.resolve("orphan")).strip());
            dryer.kill();
            assertEquals(2, sink.queue().take().attempt());
            assertTrue(!isAlive(left), "the orphan is gone before the item is handed out again");
        }
    }
}
