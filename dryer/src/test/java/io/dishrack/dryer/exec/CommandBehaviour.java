package io.dishrack.dryer.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.dryer.Sink;
import io.dishrack.dryer.SinkTest;
import io.dishrack.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands, by really running them for items of a real queue, in whichever way they are started. */
abstract class CommandBehaviour extends SinkTest {

    private final LaunchWay way;

    CommandBehaviour(LaunchWay way) {
        this.way = way;
    }

    private static final String[] ODD = {
        "plain",
        "two  words",
        "$(touch PWNED)",
        "; touch PWNED;",
        "`touch PWNED`",
        "it's \"quoted\" \\ and \\n",
        "-rf",
        "--help",
        "new\nline\n\n",
        "\u00ff\u00fe",
        "\u00ff\u00fe\n\n",
        "caf\u00c3\u00a9",
        "",
        "*",
        "{} {#}",
        "\u0001\u007f\u0080\u00a0"
    };

    @BeforeEach
    void chooseWay() {
        System.setProperty(LaunchWay.PROPERTY, way.toString());
    }

    @AfterEach
    void forgetWay() {
        System.clearProperty(LaunchWay.PROPERTY);
    }

    @Test
    void itemsArriveAsArgumentsByteForByteAndNothingIsExecuted() throws Exception {
        sink.put(ODD);
        assertEquals(0, sink.dry("QUEUE", "--", "printf", "<%s>").code());
        for (int i = 0; i < ODD.length; i++) {
            assertEquals("<" + ODD[i] + ">", sink.output(i + 1));
        }
        assertFalse(Files.exists(Path.of("PWNED")));
    }

    @Test
    void itemsArriveInTheEnvironmentByteForByte() throws Exception {
        sink.put(ODD);
        String show = "printf '%s|%s|%s' \"$DISHRACK_ITEM\" \"$DISHRACK_NUMBER\" \"$DISHRACK_ATTEMPT\"";
        assertEquals(0, sink.dry("--shell", show, "QUEUE").code());
        for (int i = 0; i < ODD.length; i++) {
            assertEquals(ODD[i] + "|" + (i + 1) + "|1", sink.output(i + 1));
        }
    }

    @Test
    void itemsArriveOnStandardInputByteForByteWithNulAndAnyLength() throws Exception {
        String large = "0123456789\0\u00ff\n".repeat(100_000);
        sink.put("a\0b", large, "");
        assertEquals(0, sink.dry("--stdin", "QUEUE", "--", "cat").code());
        assertEquals("a\0b", sink.output(1));
        assertEquals(large, sink.output(2));
        assertEquals("", sink.output(3));
    }

    @Test
    void theShellGetsTheItemAsItsArgumentOnly() throws Exception {
        sink.put("$(touch PWNED) '; touch PWNED'");
        assertEquals(0, sink.dry("--shell", "printf '%s{}' \"$1\"", "QUEUE").code());
        assertEquals("$(touch PWNED) '; touch PWNED'{}", sink.output(1));
        assertFalse(Files.exists(Path.of("PWNED")));
    }

    @Test
    void argumentsOfTheCommandArriveByteForByte() throws Exception {
        sink.put("x");
        assertEquals(
                0,
                sink.dry("QUEUE", "--", "printf", "%s.", "\u00ff {#}", "\u00c3\u00a9{}")
                        .code());
        assertEquals("\u00ff 1.\u00c3\u00a9x.", sink.output(1));
    }

    @Test
    void aNulInAnArgumentMakesADeadLetterThatNamesTheWayOut() throws Exception {
        sink.put("a\0b");
        assertEquals(1, sink.dry("QUEUE", "--", "echo").code());
        assertEquals(ItemState.DEAD, sink.results().get(1L).state());
        assertEquals(1, sink.results().get(1L).attempt());
        assertTrue(sink.error(1).contains("use --stdin"), sink.error(1));
    }

    @Test
    void anItemThatIsTooLongForAnArgumentMakesADeadLetterThatNamesTheWayOut() throws Exception {
        sink.put("x".repeat(Launcher.MAX_ARGUMENT), "x".repeat(Launcher.MAX_ARGUMENT + 1));
        assertEquals(1, sink.dry("QUEUE", "--", "printf", "%s").code());
        assertEquals(Launcher.MAX_ARGUMENT, sink.output(1).length());
        assertEquals(ItemState.DEAD, sink.results().get(2L).state());
        assertTrue(sink.error(2).contains("use --stdin"), sink.error(2));
    }

    @Test
    void theEnvironmentLacksAnItemThatHasANulOrIsLarge() throws Exception {
        sink.put("a\0b", "x".repeat(Launcher.MAX_ENVIRONMENT + 1));
        assertEquals(
                0,
                sink.dry("--stdin", "--shell", "printf '%s' \"${DISHRACK_ITEM-none}\"", "QUEUE")
                        .code());
        assertEquals("none", sink.output(1));
        assertEquals("none", sink.output(2));
    }

    @Test
    void aFailedCommandIsTriedAgainAndThenADeadLetterWithItsCodeAndTheEndOfItsErrors() throws Exception {
        sink.put("a");
        String failing = "yes 0123456789 | head -n 1000 >&2; echo attempt $DISHRACK_ATTEMPT >&2; echo out; exit 3";
        Sink.Ran ran = sink.dry("--max-attempts=2", "--retry-delay", "1ms", "--shell", failing, "QUEUE");
        assertEquals(1, ran.code());
        assertEquals(ItemState.DEAD, sink.results().get(1L).state());
        assertEquals(2, sink.results().get(1L).attempt());
        assertEquals(3, sink.results().get(1L).report().exitCode());
        assertEquals("out\n", sink.output(1));
        assertEquals(CommandHandler.ERROR_TAIL, sink.error(1).length());
        assertTrue(sink.error(1).endsWith("attempt 2\n"), sink.error(1));
        assertTrue(ran.errors().contains("attempt 1\n"), "standard error is passed on");
        assertTrue(ran.errors().contains("dryer: item failed for good: item=1 attempt=2/2 exit=3"), ran.errors());
    }

    @Test
    void aCommandThatSucceedsAtItsSecondAttemptIsDone() throws Exception {
        sink.put("a");
        assertEquals(
                0,
                sink.dry("--retry-delay=1ms", "--shell", "test $DISHRACK_ATTEMPT = 2", "QUEUE")
                        .code());
        assertEquals(ItemState.DONE, sink.results().get(1L).state());
    }

    @Test
    void anExitCodeThatRejectsMakesADeadLetterAtOnceWithAllThatIsKnown() throws Exception {
        sink.put("a", "b");
        Sink.Ran ran = sink.dry(
                "--reject-exit=65,100",
                "--retry-delay=1ms",
                "--max-attempts=2",
                "--shell",
                "echo out; echo bad data >&2; test $1 = a && exit 65; exit 64",
                "QUEUE");
        assertEquals(1, ran.code());
        assertEquals(ItemState.DEAD, sink.results().get(1L).state());
        assertEquals(1, sink.results().get(1L).attempt());
        assertEquals(65, sink.results().get(1L).report().exitCode());
        assertEquals("out\n", sink.output(1));
        assertEquals("bad data\n", sink.error(1));
        assertEquals(2, sink.results().get(2L).attempt(), "another code is tried again");
        assertTrue(ran.errors().contains("dryer: item rejected: item=1 exit=65 reason=bad data"), ran.errors());
    }

    @Test
    void aWorkerDoesNotWaitForTheBackOffOfAFailedItem() throws Exception {
        sink.put("bad", "good");
        assertEquals(
                0,
                sink.run("--retry-delay=10h", "--max-items=2", "--shell", "test $1 = good", "QUEUE")
                        .code());
        assertEquals(1, sink.queue().status().delayed());
        assertEquals(ItemState.DONE, sink.results().get(2L).state());
    }

    @Test
    void aCommandKilledBySignalFailsWith128AndTheSignal() throws Exception {
        sink.put("a");
        assertEquals(
                1,
                sink.dry("--max-attempts=1", "--shell", "kill -KILL $$", "QUEUE")
                        .code());
        assertEquals(137, sink.results().get(1L).report().exitCode());
    }

    @Test
    void aTimeOutEndsTheCommandWithAllThatItStarted() throws Exception {
        sink.put("a");
        Path pids = temp.resolve("pids");
        // Orphans whose parent has ended, one of them in its own session, a child, and a grandchild that ignores TERM.
        String tree = "(sleep 1000 & echo $! >>" + pids + "); (setsid sh -c 'echo $$ >>" + pids
                + "; exec sleep 1002' &); sleep 1001 & echo $! >>" + pids
                + "; sh -c 'trap \"\" TERM; echo $$ >>" + pids + "; while :; do sleep 1; done' & echo early; wait";
        assertEquals(
                1,
                sink.dry("--timeout=500ms", "--max-attempts=1", "--shell", tree, "QUEUE")
                        .code());
        assertEquals(124, sink.results().get(1L).report().exitCode());
        assertEquals("early\n", sink.output(1));
        assertTrue(sink.error(1).contains("timed out: limit=500ms"), sink.error(1));
        assertEquals(4, Files.readAllLines(pids).size());
        for (String pid : Files.readAllLines(pids)) {
            Await.until("process " + pid + " is gone", () -> !ProcessHandle.of(Long.parseLong(pid))
                    .map(ProcessHandle::isAlive)
                    .orElse(false));
        }
    }

    @Test
    void workersGoOnAfterATimeOut() throws Exception {
        sink.put("1000", "0", "1000", "0");
        assertEquals(
                1,
                sink.dry("--timeout=300ms", "--max-attempts=1", "QUEUE", "--", "sleep")
                        .code());
        assertEquals(ItemState.DEAD, sink.results().get(1L).state());
        assertEquals(ItemState.DONE, sink.results().get(2L).state());
        assertEquals(ItemState.DEAD, sink.results().get(3L).state());
        assertEquals(ItemState.DONE, sink.results().get(4L).state());
    }

    @Test
    void outputBeyondTheLimitOfAResultFailsTheItemAndEndsTheCommand() throws Exception {
        sink.put("a");
        assertEquals(1, sink.dry("--max-attempts=1", "QUEUE", "--", "yes").code());
        assertTrue(sink.error(1).contains("output is too long"), sink.error(1));
    }

    @Test
    void whatACommandLeftBehindDoesNotWriteIntoTheNextResult() throws Exception {
        sink.put("a", "b");
        String leaving = "echo $1; if [ $1 = a ]; then (while [ ! -e go ]; do sleep 0.01; done; echo late; : >late) & "
                + "else : >go; while [ ! -e late ]; do sleep 0.01; done; fi";
        Path work = Files.createDirectory(temp.resolve("work"));
        assertEquals(
                0, sink.dry("--shell", "cd " + work + "; " + leaving, "QUEUE").code());
        assertEquals("a\n", sink.output(1));
        assertEquals("b\n", sink.output(2));
    }

    @Test
    void aMissingCommandIsToldBeforeAnItemIsTaken() throws Exception {
        sink.put("a");
        for (String missing : new String[] {"no-such-command", "/no/such/command", temp.toString(), ""}) {
            Sink.Ran ran = sink.dry("QUEUE", "--", missing);
            assertEquals(2, ran.code());
            assertEquals(1, ran.errors().lines().count(), ran.errors());
        }
        assertEquals(1, sink.queue().size());
    }

    @Test
    void aCommandThatVanishesMeanwhileBurnsNoItems() throws Exception {
        Path script = temp.resolve("script");
        Files.writeString(script, "#!/bin/sh\nrm \"$0\"\n");
        assertTrue(script.toFile().setExecutable(true));
        sink.put("a", "b", "c");
        Sink.Ran ran = sink.dry("QUEUE", "--", script.toString());
        assertEquals(1, ran.code());
        assertTrue(ran.errors().contains("command not found"), ran.errors());
        assertEquals(1, sink.queue().status().done());
        assertEquals(2, sink.queue().status().ready());
    }

    @Test
    void aProgramNamedByTheItemFailsThatItemOnly() throws Exception {
        sink.put("true", "no-such-command");
        assertEquals(1, sink.dry("--max-attempts=1", "QUEUE", "--", "{}").code());
        assertEquals(ItemState.DONE, sink.results().get(1L).state());
        assertTrue(sink.error(2).contains("command not found"), sink.error(2));
    }

    @Test
    void aScriptThatNamesNoInterpreterIsTheShells() throws Exception {
        Path script = temp.resolve("script");
        Files.writeString(script, "echo \"<$1>\"; exit 4\n");
        assertTrue(script.toFile().setExecutable(true));
        sink.put("a", "b");
        assertEquals(
                1,
                sink.dry("--max-attempts=1", "QUEUE", "--", script.toString()).code());
        assertEquals("<a>\n", sink.output(1));
        assertEquals("<b>\n", sink.output(2));
        assertEquals(4, sink.results().get(2L).report().exitCode());
    }

    @Test
    void aCommandHasItsThreeStreamsAndNoOtherDescriptor() throws Exception {
        sink.put("a", "b");
        // The fourth is the folder that ls reads.
        assertEquals(
                0, sink.dry("QUEUE", "--", "ls", "/proc/self/fd", "--hide={}").code());
        assertEquals("0\n1\n2\n3\n", sink.output(1));
        assertEquals("0\n1\n2\n3\n", sink.output(2));
    }

    @Test
    void aCommandThatHasEndedIsNoZombie() throws Exception {
        sink.put("0", "3", "kill");
        String end = "echo $$; test $1 = kill && kill -KILL $$; exit $1";
        assertEquals(1, sink.dry("--max-attempts=1", "--shell", end, "QUEUE").code());
        for (long item = 1; item <= 3; item++) {
            Path process = Path.of("/proc", sink.output(item).strip());
            assertFalse(Files.exists(process), "still there: " + process);
        }
    }

    @Test
    void temporaryFilesAreDeletedAtTheEnd() throws Exception {
        String mark = "temporary-" + System.nanoTime();
        sink.put(mark);
        // The file that standard input is, seen by the command itself.
        assertEquals(
                0,
                sink.dry("--stdin", "QUEUE", "--", "readlink", "/proc/self/fd/0")
                        .code());
        Path folder = Path.of(sink.output(1).strip()).getParent();
        Await.until("folder is deleted: " + folder, () -> !Files.exists(folder));
    }
}
