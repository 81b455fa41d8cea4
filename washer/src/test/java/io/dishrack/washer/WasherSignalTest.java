package io.dishrack.washer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.OrdinarySignals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WasherSignalTest {

    @TempDir
    Path folder;

    static Stream<Arguments> waits() {
        return Stream.of(
                Arguments.of("INT", 130, List.of()),
                Arguments.of("TERM", 143, List.of("--join")),
                Arguments.of("TERM", 143, List.of("--max-size=2")),
                Arguments.of("HUP", 129, List.of("--results")));
    }

    /** Two items go in; then the washer waits for input, the end of the work, room or results. */
    @ParameterizedTest
    @MethodSource("waits")
    void aSignalEndsAnyWaitAndTellsHowManyWentIn(String signal, int code, List<String> options) throws Exception {
        Path queue = folder.resolve("queue");
        List<String> command = new ArrayList<>(JvmCommand.of(WasherMain.class, options));
        command.add(queue.toString());
        Process washer = new ProcessBuilder(OrdinarySignals.of(command)).start();
        boolean more = options.contains("--max-size=2");
        washer.getOutputStream().write((more ? "a\nb\nc\n" : "a\nb\n").getBytes(StandardCharsets.UTF_8));
        washer.getOutputStream().flush();
        if (options.contains("--join")) {
            washer.getOutputStream().close();
        }
        Await.until("two items are in", () -> Files.exists(queue.resolve("queue.properties")) && put(queue) == 2);
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, String.valueOf(washer.pid()))
                        .start()
                        .waitFor());
        assertEquals(code, washer.waitFor());
        // A slow run has told before how it gets on.
        List<String> told = new String(washer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals("washer: stopped by a signal: put=2; what was put stays in the queue", told.get(told.size() - 1));
        assertEquals(2, put(queue));
    }

    private static long put(Path queue) {
        try (QueueInspector inspector = Dishrack.inspect(queue)) {
            return inspector.status().put();
        }
    }
}
