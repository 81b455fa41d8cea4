package io.dishrack.washer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import io.dishrack.testkit.JvmCommand;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The washer as a process, its standard input a real pipe, file or nothing. Text is Latin-1: a char for each byte. */
@Timeout(60)
class WasherProcessTest {

    @TempDir
    Path folder;

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("a\n\n\u00ff\u00fe\0 b\r\nlast", List.of(), List.of("a", "\u00ff\u00fe\0 b\r", "last")),
                Arguments.of("a\nb\0\0-c", List.of("-0"), List.of("a\nb", "", "-c")),
                Arguments.of("a\u00ffb\u00ff", List.of("-d", "\\xff"), List.of("a", "b")),
                Arguments.of("a\0b\n\u00ff", List.of("--whole"), List.of("a\0b\n\u00ff")),
                Arguments.of("{\"item\":\"\\u00e9\"}", List.of("--jsonl"), List.of("\u00c3\u00a9")),
                Arguments.of("a\nb\n", List.of("-a", "-"), List.of("a", "b")),
                Arguments.of("", List.of("--whole"), List.of()),
                Arguments.of("", List.of(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormIsReadFromAPipe(String input, List<String> options, List<String> items) throws Exception {
        Process washer = new ProcessBuilder(washer(options))
                .redirectError(Redirect.INHERIT)
                .start();
        washer.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
        washer.getOutputStream().close();
        assertEquals(0, washer.waitFor());
        assertEquals(items, items());
    }

    @Test
    void everyFormIsReadFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "one\ntwo\n");
        for (List<String> options : List.of(List.<String>of(), List.of("--whole"), List.of("-0"))) {
            assertEquals(0, run(options, file.toFile()));
        }
        assertEquals(List.of("one", "two", "one\ntwo\n", "one\ntwo\n"), items());
    }

    @Test
    void aLargeItemIsReadFromAPipeInOnePiece() throws Exception {
        String large = "0123456789".repeat(500_000);
        Process washer = new ProcessBuilder(washer(List.of("--whole")))
                .redirectError(Redirect.INHERIT)
                .start();
        washer.getOutputStream().write(large.getBytes(StandardCharsets.ISO_8859_1));
        washer.getOutputStream().close();
        assertEquals(0, washer.waitFor());
        assertEquals(List.of(large), items());
    }

    @Test
    void nothingToReadPutsNothing() throws Exception {
        assertEquals(0, run(List.of(), new File("/dev/null")));
        assertEquals(List.of(), items());
    }

    @Test
    void aReaderOfResultsThatHasGoneIsAQuietEnd() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | :; exit 0", "sh"));
        command.addAll(washer(List.of("--results", "--join-timeout=20s")));
        command.addAll(List.of("a", "b"));
        Process washer = new ProcessBuilder(command).start();
        try (Kitchen kitchen = new Kitchen(folder)) {
            kitchen.dryer(item -> item + "\n");
            assertEquals("", new String(washer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(0, washer.waitFor());
    }

    private int run(List<String> options, File input) throws Exception {
        return new ProcessBuilder(washer(options))
                .redirectInput(input)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
    }

    private List<String> washer(List<String> options) {
        List<String> arguments = new ArrayList<>(options);
        arguments.add(folder.resolve("queue").toString());
        return JvmCommand.of(WasherMain.class, arguments);
    }

    private List<String> items() {
        List<String> items = new ArrayList<>();
        try (QueueInspector inspector = Dishrack.inspect(folder.resolve("queue"))) {
            inspector.items(Set.of(), view -> items.add(new String(view.payload(), StandardCharsets.ISO_8859_1)));
        }
        return items;
    }
}
