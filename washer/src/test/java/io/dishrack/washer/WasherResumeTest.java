package io.dishrack.washer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.JoinableQueue;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.Seed;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code washer --resume}: an input goes on where its washer stopped, or is refused. */
@Timeout(120)
final class WasherResumeTest {

    private static final int LINES = 150_000;
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(List.of(), "a\n\nb\na\n", "a\n\nb\na\n\nc\nd", List.of("a", "b", "a", "c", "d")),
                Arguments.of(List.of("-0"), "a\n\0\0", "a\n\0\0b\0", List.of("a\n", "", "b")),
                Arguments.of(List.of("-d", "%%"), "a%%b%%", "a%%b%%c%", List.of("a", "b", "c%")),
                Arguments.of(
                        List.of("--jsonl"),
                        "{\"item\":\"a\",\"key\":\"k\"}\n",
                        "{\"item\":\"a\",\"key\":\"k\"}\n{\"item\":\"a\"}\n",
                        List.of("a", "a")),
                Arguments.of(List.of("--whole"), "a\nb\n", "a\nb\n", List.of("a\nb\n")),
                Arguments.of(List.of("--results", "--join-timeout=0s"), "a\n", "a\nb\n", List.of("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormGoesOnBehindWhatIsInTheQueue(List<String> options, String begun, String all, List<String> items) {
        try (Kitchen kitchen = new Kitchen(folder)) {
            String[] arguments = Stream.of(List.of("--resume"), options, List.of("Q"))
                    .flatMap(List::stream)
                    .toArray(String[]::new);
            kitchen.washer(begun, arguments);
            for (int again = 0; again < 2; again++) {
                kitchen.washer(all, arguments);
                assertEquals(items, kitchen.items(), kitchen.told());
            }
        }
    }

    @Test
    void anInputThatChangedBeforeThatPlaceIsRefusedAndNothingIsPut() {
        try (Kitchen kitchen = new Kitchen(folder)) {
            assertEquals(0, kitchen.washer("a\nb\nc\n", "--resume", "Q"));
            for (String changed : List.of("a\nB\nc\nd\n", "a\nbc\n\nd\n", "b\nc\nd\ne\n", "a\nb\n", "")) {
                kitchen.err.reset();
                assertEquals(2, kitchen.washer(changed, "--resume", "Q"), changed);
                assertEquals(1, kitchen.told().lines().count(), kitchen.told());
                assertTrue(kitchen.told().contains("not the one that was put before"), kitchen.told());
                assertTrue(kitchen.told().contains("in-queue=3"), kitchen.told());
            }
            assertEquals(List.of("a", "b", "c"), kitchen.items());
            assertEquals(2, kitchen.washer("{\"item\":\"a\",\"key\":\"b\"}", "--resume", "--jsonl", "Q"));
            assertEquals(3, kitchen.items().size());
        }
    }

    @Test
    void inputsAreKnownByTheirFileOrTheirName() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "1\n2\n");
        Path two = Files.writeString(folder.resolve("two"), "3\n");
        try (Kitchen kitchen = new Kitchen(folder)) {
            for (int again = 0; again < 2; again++) {
                assertEquals(0, kitchen.washer("", "--resume", "-a", one.toString(), "Q"));
                assertEquals(0, kitchen.washer("", "--resume", "-a", folder + "/./two", "Q"));
                assertEquals(0, kitchen.washer("4\n", "--resume-as", "x", "Q"));
                assertEquals(0, kitchen.washer("5\n", "--resume-as=y", "Q"));
                assertEquals(0, kitchen.washer("6\n", "--resume", "Q"));
                assertEquals(0, kitchen.washer("", "--resume", "Q", "7", "8"));
            }
            assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8"), kitchen.items());
            assertTrue(kitchen.told().contains("put=0 unfinished=8 duplicates=2"), kitchen.told());
            assertEquals(0, kitchen.washer("", "-a", two.toString(), "Q"));
            assertEquals(9, kitchen.items().size());
        }
    }

    @Test
    void ofAWasherThatIsKilledAgainAndAgainEachLineIsThereOnceAndInOrder() throws Exception {
        List<String> lines =
                IntStream.range(0, LINES).mapToObj(i -> "line " + i % 1000).toList();
        Path input = Files.write(folder.resolve("input"), lines);
        Path queue = folder.resolve("queue");
        SplittableRandom random = Seed.random("resume");
        int ended = -1;
        try (Kitchen kitchen = new Kitchen(folder);
                JoinableQueue<byte[]> watch = kitchen.open("watch")) {
            for (int i = 0; i < KILLS && ended != 0; i++) {
                // From a file by its name, and from standard input, under one name.
                Process washer = washer(queue, i % 2 == 0 ? input : null, input.toFile());
                long target = random.nextLong(watch.status().put(), LINES);
                while (washer.isAlive() && watch.status().put() <= target) {
                    Thread.onSpinWait();
                }
                washer.destroyForcibly();
                ended = washer.waitFor();
                // Whole lines, from the first one on.
                List<String> items = kitchen.items();
                assertEquals(lines.subList(0, items.size()), items);
            }
            assertEquals(0, washer(queue, input, input.toFile()).waitFor());
            assertEquals(lines, kitchen.items());
            Files.write(input, lines.subList(1, LINES));
            assertEquals(2, washer(queue, input, input.toFile()).waitFor());
            assertEquals(LINES, watch.status().put());
        }
    }

    private static Process washer(Path queue, Path named, File input) throws Exception {
        List<String> file = named == null ? List.of() : List.of("-a", named.toString());
        List<String> arguments = Stream.of(List.of("--resume-as=lines", "--quiet"), file, List.of(queue.toString()))
                .flatMap(List::stream)
                .toList();
        return new ProcessBuilder(JvmCommand.of(WasherMain.class, arguments))
                .redirectInput(input)
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
