package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack results} shows of how items ended. */
@Timeout(60)
final class ResultsCommandTest {

    @TempDir
    Path folder;

    private final RackLab rack = new RackLab();
    private Path queue;

    /** Item 1 is done with an output, 2 dead, 3 done with bytes that are no text, 4 done without a result, 5 ready. */
    @BeforeEach
    void fill() throws InterruptedException {
        queue = folder.resolve("queue");
        try (JoinableQueue<byte[]> open = open()) {
            open.put(Texts.bytes("first"), ItemOptions.WITH_RESULT.withKey("a key"));
            open.put(Texts.bytes("second"));
            open.put(Texts.bytes("third"), ItemOptions.WITH_RESULT);
            Texts.putAll(open, "fourth", "fifth");
            List<Delivery<byte[]>> taken = open.pollBatch(4, Duration.ZERO);
            taken.get(0).done(Report.of(Texts.bytes("dried\n")));
            taken.get(1).reject(new Report(65, Texts.bytes("half"), Texts.bytes("bad data")));
            taken.get(2).done(Report.of(new byte[] {(byte) 0xff, 0}));
            taken.get(3).done();
        }
    }

    private JoinableQueue<byte[]> open() {
        return Dishrack.open(queue, OpenOptions.DEFAULTS.withRole("dryer"));
    }

    @Test
    void theTableFitsEightyColumnsAndShowsOutputsAndReasons() {
        assertEquals(0, rack.run("results", queue));
        assertEquals(4, rack.rows().size());
        assertEquals(
                "     NUMBER  STATE  TRY  EXIT  ENDED                     TOOK  OUTPUT",
                rack.rows().get(0));
        assertTrue(rack.rows().get(1).matches(" +1 {2}done +1 +0 {2}\\S+Z +\\d+ ms {2}dried"), rack.out());
        assertTrue(rack.rows().get(2).matches(" +2 {2}dead +1 +65 {2}\\S+Z +\\d+ ms {2}bad data"), rack.out());
        assertTrue(rack.rows().get(3).endsWith("\\xff\\x00"), rack.out());
        assertTrue(rack.rows().stream().allMatch(row -> row.length() <= 80), rack.out());
    }

    @Test
    void theyCanBeNarrowedByStateAndNumber() {
        assertEquals(0, rack.run("results", "--state", "dead", queue));
        assertEquals(2, rack.rows().size());
        assertEquals(0, rack.run("results", queue, 3, 1));
        assertEquals(3, rack.rows().size());
        assertEquals(ExitCode.USAGE, rack.run("results", "--state", "ready", queue));
        assertEquals(ExitCode.USAGE, rack.run("results", "--json", "--output", queue));
    }

    @Test
    void asJsonTheyHaveTheWrittenSchema() throws IOException {
        assertEquals(0, rack.run("results", "--json", queue));
        assertEquals(3, rack.rows().size());
        assertEquals(
                "number key state attempts exit_code worker started_millis ended_millis output error",
                String.join(" ", RackLab.fields(rack.rows().get(0))));
        assertEquals(
                "number state attempts exit_code worker started_millis ended_millis output_base64 error",
                String.join(" ", RackLab.fields(rack.rows().get(2))));
        assertTrue(rack.rows().get(0).startsWith("{\"number\":1,\"key\":\"a key\",\"state\":\"done\",\"attempts\":1,"));
        assertTrue(rack.rows().get(1).endsWith("\"output\":\"half\",\"error\":\"bad data\"}"), rack.out());
    }

    @Test
    void outputsComeByteForByte() {
        assertEquals(0, rack.run("results", "--output", queue, 3));
        assertArrayEquals(new byte[] {(byte) 0xff, 0}, rack.bytes());
    }

    /** As {@code --follow} does, which ends with a signal only. */
    @Test
    void whoOnlyLooksHearsOfLaterResultsToo() throws Exception {
        try (var look = Dishrack.inspect(queue);
                ResultFeed feed = look.results(false);
                JoinableQueue<byte[]> open = open()) {
            CompletableFuture<Result> next = CompletableFuture.supplyAsync(() -> await(feed));
            Texts.next(open).reject(Report.failure(7, "gone"));
            Result result = next.get(30, TimeUnit.SECONDS);
            assertEquals(5, result.number());
            assertEquals(7, result.report().exitCode());
        }
    }

    private static Result await(ResultFeed feed) {
        try {
            return feed.poll(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
