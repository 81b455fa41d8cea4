package io.dishrack.dishes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What dishes does with its dryers. */
@Timeout(120)
class DishesTest extends DishesLab {

    @Test
    void fourDishesAreWashedAndDriedByThreeDryers() throws Exception {
        assertEquals(0, run());
        List<String> lines = printed();
        for (String dish : List.of("salad", "bread", "entree", "dessert")) {
            int washed = lines.indexOf("Washing " + dish + " dish");
            int dried = lines.indexOf("Drying " + dish + " dish");
            assertTrue(0 <= washed && washed < dried, lines.toString());
        }
        assertEquals(8, lines.size(), lines.toString());
        assertEquals(3, Files.readAllLines(pids).size());
        assertTrue(lastTold().matches("dishes: done=4 failed=0 time=\\S+s rate=\\S+/s dryers=3"), told());
        assertEquals(List.of(), leftBehind());
    }

    @Test
    void itemsAreReadFromStandardInputWhenAnOptionSaysSo() throws Exception {
        Files.writeString(input, "a b\0c\nd\0");
        assertEquals(0, run("-0", "--dryers", "1", "--quiet"));
        assertEquals(List.of("Drying a b dish", "Drying c", "d dish"), printed());
        assertEquals("", told());
    }

    @Test
    void standardInputThatNobodyAskedForIsPointedAt() throws Exception {
        Files.writeString(input, "a\nb\n");
        assertEquals(0, run("--dryers=1", "x"));
        assertEquals(List.of("Washing x dish", "Drying x dish"), printed());
        assertEquals(0, run("--dryers=1"));
        assertTrue(told().contains("dishes: standard input is not read; -a - reads it, a line each\n"), told());
    }

    @Test
    void resultsCanComeInPutOrder() throws Exception {
        Files.writeString(input, "1\n2\n3\n4\n5\n");
        assertEquals(0, run("--ordered", "-a", "-"));
        assertEquals(
                List.of("1", "2", "3", "4", "5"),
                printed().stream().filter(l -> !l.startsWith("Drying")).toList());
    }

    @Test
    void aKilledDryerIsReplacedAndItsItemIsDoneAgain() throws Exception {
        assertEquals(0, run("--dryers", "1", "a", "die", "b"));
        assertEquals(2, Files.readAllLines(pids).size());
        assertTrue(told().contains(" signal=9; another is started\n"), told());
        assertTrue(printed().contains("Drying die dish"), printed().toString());
    }

    @Test
    void dryersThatDieAtOnceEndTheRun() throws Exception {
        dryer("kill -9 $$");
        assertEquals(ExitCode.NO_DRYERS, run("a"));
        assertTrue(told().contains("dishes: dryers die as soon as they are started: "), told());
    }

    @Test
    void aReaderOfTheOutputThatHasGoneEndsTheRun() throws Exception {
        dryer("exit 141");
        assertEquals(141, run("a"));
        assertEquals(
                1,
                told().lines()
                        .filter(l -> l.startsWith("dishes: stopped by a signal: "))
                        .count(),
                told());
    }

    @Test
    void aDryerThatGivesUpEndsTheRunWithItsCode() throws Exception {
        dryer("echo 'dryer: no such handler' >&2; exit 2");
        assertEquals(ExitCode.USAGE, run("--handler", "nonesuch", "a"));
        assertTrue(told().contains("dishes: a dryer has given up: exit=2; it said why above\n"), told());
    }

    @Test
    void dryersThatAreToldToGoAreNotReplaced() throws Exception {
        Process dishes = start("--dryers", "1", "hang");
        awaitPrinted("Hanging on");
        int code = new ProcessBuilder("kill", "-TERM", Files.readAllLines(pids).get(0))
                .start()
                .waitFor();
        assertEquals(0, code);
        assertEquals(ExitCode.NO_DRYERS, dishes.waitFor());
        assertTrue(told().contains("dishes: all dryers were told to go; run dishes again\n"), told());
    }

    @Test
    void aJoinThatIsGivenUpDoesNotWaitForWhatRuns() throws Exception {
        dryer("asked=0; trap 'asked=$((asked+1)); [ $asked -lt 2 ] || exit 143' TERM; while :; do sleep 0.1; done");
        assertEquals(ExitCode.TIMED_OUT, run("--dryers", "1", "--join-timeout", "100ms", "a"));
        assertTrue(told().contains("dishes: not finished in time: timeout=100ms unfinished=1 put=1; "), told());
    }

    @Test
    void itemsThatFailedKeepTheQueueAndAreTheExitCode() throws Exception {
        assertEquals(ExitCode.FAILED_ITEMS, run("a", "fail"));
        assertTrue(told().contains("dishes: done=1 failed=1 "), told());
        assertEquals(1, leftBehind().size());
        Path queue = Path.of(leftBehind().get(0), "queue");
        assertTrue(told().contains("dishes: the queue is kept: queue=" + queue + ";"), told());
        assertEquals(1, status(queue).dead());
    }

    @Test
    void aSignalStopsItAndRunningItAgainGoesOn() throws Exception {
        Path queue = folder.resolve("queue");
        Process dishes = start("--queue", queue.toString(), "--dryers", "1", "hang", "b", "c");
        awaitPrinted("Hanging on");
        dishes.destroy();
        assertEquals(ExitCode.TERMINATED, dishes.waitFor());
        assertTrue(told().contains("dishes: go on with: dishes --queue " + queue), told());
        assertEquals(3, status(queue).unfinished());

        testDryer(" tame");
        assertEquals(0, run("--queue", queue.toString()));
        assertTrue(told().contains("dishes: going on with what was left: unfinished=3\n"), told());
        assertEquals(0, status(queue).unfinished());
        assertEquals(3, status(queue).put());
    }

    @Test
    void aKilledDishesLeavesNoDryerBehind() throws Exception {
        Process dishes = start("--dryers", "2", "hang");
        awaitPrinted("Hanging on");
        Await.until("two dryers", () -> Files.readAllLines(pids).size() == 2);
        List<ProcessHandle> dryers = dishes.children().toList();
        assertTrue(
                dryers.stream()
                        .map(dryer -> String.valueOf(dryer.pid()))
                        .toList()
                        .containsAll(Files.readAllLines(pids)),
                () -> "children: " + dryers);
        dishes.destroyForcibly().waitFor();
        Await.until("no dryer left", () -> dryers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void mistakesAreRefusedBeforeAnythingIsStarted() throws Exception {
        assertEquals(ExitCode.USAGE, run("--dryers", "0", "a"));
        assertEquals(ExitCode.USAGE, run("a", "--"));
        assertEquals(ExitCode.USAGE, run("a", "--", "nonesuch-command"));
        assertEquals(ExitCode.USAGE, run("a", "--shell", "true", "--", "true"));
        assertEquals(ExitCode.USAGE, run("-0", "a"));
        assertEquals(ExitCode.USAGE, run("--limit", "3"));
        assertEquals(6, told().lines().filter(l -> l.startsWith("dishes: ")).count(), told());
        assertEquals(6, told().lines().count(), told());
        assertFalse(Files.exists(pids));
        assertEquals(List.of(), leftBehind());
    }
}
