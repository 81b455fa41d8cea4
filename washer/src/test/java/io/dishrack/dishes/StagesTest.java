package io.dishrack.dishes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.DishrackException;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs of several stages. */
@Timeout(600)
class StagesTest extends DishesLab {

    /** For a run whose JVMs may get a small part of the machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static List<String> payloads(Path queue) {
        List<String> payloads = new ArrayList<>();
        try (QueueInspector inspector = Dishrack.inspect(queue)) {
            inspector.items(Set.of(), item -> payloads.add(new String(item.payload(), UTF_8)));
        }
        return payloads;
    }

    @Test
    void eachStageHasItsDryersAndWorksOnWhatComesOfTheOneBefore() throws Exception {
        assertEquals(0, run("--dryers", "2,1", "a", "b", "c", "--", "true", "--then", "true"));
        List<String> lines = printed();
        lines.sort(null);
        assertEquals(List.of("Drying a' dish", "Drying b' dish", "Drying c' dish"), lines);
        assertEquals(3, Files.readAllLines(pids).size());
        assertTrue(lastTold().matches("dishes: done=3 failed=0 time=\\S+s rate=\\S+/s dryers=3"), told());
        assertEquals(List.of(), leftBehind());
    }

    @Test
    void anItemThatFailsInAnyStageIsTheExitCodeAndKeepsTheFolder() throws Exception {
        Path run = folder.resolve("run");
        assertEquals(
                ExitCode.FAILED_ITEMS,
                run("--queue", run.toString(), "--dryers=1", "a", "bad", "--", "true", "--then", "true"));
        assertTrue(told().contains("dishes: done=1 failed=1 "), told());
        assertEquals(1, status(run.resolve("1-of-2")).dead());
        assertEquals(List.of("a'"), payloads(run.resolve("2-of-2")));
        assertEquals(ExitCode.USAGE, run("--queue", run.toString(), "x", "--", "true"));
        assertEquals(
                ExitCode.USAGE, run("--queue", run.toString(), "x", "--", "true", "--then", "true", "--then", "true"));
        assertTrue(told().contains("the folder holds a run of another number of stages: "), told());
        assertEquals(2, status(run.resolve("1-of-2")).put());
    }

    /** Everything at once, at any moment, also while items are put; the same line goes on: nothing is lost or double. */
    @Test
    void aRunThatWasKilledAsAWholeGoesOnExactly() throws Exception {
        SplittableRandom random = Seed.random("aRunThatWasKilledAsAWholeGoesOnExactly");
        int items = 300;
        Path list = folder.resolve("list");
        Path run = folder.resolve("run");
        Path last = run.resolve("2-of-2");
        Files.write(list, IntStream.range(0, items).mapToObj(Integer::toString).toList());
        String text = "--queue " + run + " --resume --dryers=1 -a " + list + " -- true --then true";
        String[] line = text.split(" ");
        for (Path watched : List.of(run.resolve("1-of-2"), last)) {
            long until = random.nextLong(items);
            Process running = start(line);
            Await.until("worked on", PATIENCE, () -> !running.isAlive() || put(watched) >= until);
            killAll(running);
        }
        assertEquals(0, run(line), told());
        List<String> out = payloads(last);
        out.sort(null);
        assertEquals(IntStream.range(0, items).mapToObj(i -> i + "'").sorted().toList(), out);
        assertEquals(new Counts(items, items), Counts.of(status(run.resolve("1-of-2"))));
        assertEquals(new Counts(items, items), Counts.of(status(last)));
    }

    private record Counts(long put, long done) {
        static Counts of(QueueStatus status) {
            return new Counts(status.put(), status.done());
        }
    }

    private long put(Path queue) {
        try {
            return Files.exists(queue.resolve("queue.properties"))
                    ? status(queue).put()
                    : 0;
        } catch (DishrackException e) {
            return 0; // being made
        }
    }

    private static void killAll(Process dishes) throws InterruptedException {
        List<ProcessHandle> dryers = dishes.descendants().toList();
        dryers.forEach(ProcessHandle::destroyForcibly);
        dishes.destroyForcibly().waitFor();
        Await.until("all dead", () -> dryers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theWordBetweenStagesIsOneOfItsOwn() {
        Stages stages = Stages.cut(List.of("a", "x--then", "--then", "b", ":::", "c"), "--then");
        assertEquals(List.of("a", "x--then"), stages.command(0));
        assertEquals(List.of("b", ":::", "c"), stages.command(1));
        assertEquals(2, stages.count());
        assertEquals(
                3, Stages.cut(List.of("a", ":::", "--then", ":::", "c"), ":::").count());
        assertEquals(List.of(2, 4), stages.dryers(List.of(2, 4), 9));
        assertEquals(List.of(3, 3), stages.dryers(List.of(3), 9));
        assertEquals(List.of(9, 9), stages.dryers(null, 9));
        assertThrows(CommandException.class, () -> stages.dryers(List.of(1, 2, 3), 9));
        assertThrows(CommandException.class, () -> stages.dryers(List.of(1, 0), 9));
        assertThrows(CommandException.class, () -> Stages.cut(List.of("true", "--then"), "--then")
                .requireCommands("--then", "/bin"));
    }

    @Test
    void mistakesAreRefusedBeforeAnythingIsMade() throws Exception {
        assertEquals(ExitCode.USAGE, run("a", "--dryers", "1,2", "--", "true"));
        assertEquals(ExitCode.USAGE, run("a", "--", "true", "--then"));
        assertEquals(ExitCode.USAGE, run("a", "--results", "--", "true", "--then", "true"));
        assertEquals(ExitCode.USAGE, run("a", "--resume", "--", "true"));
        assertEquals(4, told().lines().count(), told());
        assertFalse(Files.exists(pids));
        assertEquals(List.of(), leftBehind());
    }
}
