package io.dishrack.crash;

import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.HistoryEntry;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts that ended with their dryer's death count and are told; what is dead may be redriven. */
@Tag("crash")
final class KilledAttemptsTest extends ProcessTest {

    @Test
    void anItemThatKillsItsDryersEndsAsADeadLetterThatTellsOfEachAttempt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(options().withMaxAttempts(3));
        putAll(queue, "kills its dryer");
        List<String> workers = new ArrayList<>();
        for (int attempt = 1; attempt <= 3; attempt++) {
            // Each with a maximum of its own: what counts is that of the one that died.
            QueueChild dryer =
                    child(options().withMaxAttempts(attempt == 3 ? 3 : 200).withRole("dryer"));
            assertEquals("1:" + attempt, dryer.tell("take"));
            workers.add(dryer.process().pid() + "@dryer");
            dryer.kill();
            long dead = attempt == 3 ? 1 : 0;
            Await.until(
                    "it is taken away",
                    () -> queue.status().taken() == 0 && queue.status().dead() == dead);
        }
        assertTrue(queue.join(Duration.ZERO));
        Await.until("all is recorded", () -> history(1).size() == 3);
        List<HistoryEntry> history = history(1);
        for (int i = 0; i < 3; i++) {
            HistoryEntry entry = history.get(i);
            assertEquals(i == 2 ? HistoryEntry.Kind.DEAD : HistoryEntry.Kind.LOST, entry.kind());
            assertEquals(i + 1, entry.result().attempt());
            assertEquals(137, entry.result().report().exitCode());
            assertEquals(workers.get(i), entry.result().worker());
            String error = new String(entry.result().report().error(), StandardCharsets.UTF_8);
            assertTrue(error.startsWith("its dryer died: pid="), error);
            assertTrue(entry.result().endedMillis() > 0);
        }
    }

    private List<HistoryEntry> history(long number) {
        try (QueueInspector look = lab().inspect()) {
            return look.history(number);
        }
    }

    @Test
    void aRedriveWhileDryersRunAndWithNoneAliveIsTakenByThem() throws Exception {
        JoinableQueue<byte[]> queue = open();
        putAll(queue, "a");
        next(queue).reject(Report.failure(65, "no"));
        QueueChild dryer = child();
        Reply take = dryer.ask("take");
        take.stillWaits();
        assertTrue(queue.redrive(1));
        assertEquals("1:1", take.get());
        dryer.kill();
        assertEquals(2, next(queue).attempt());
        Await.until("its loss is recorded", () -> history(1).size() == 3);
        assertEquals(
                List.of(HistoryEntry.Kind.DEAD, HistoryEntry.Kind.REDRIVEN, HistoryEntry.Kind.LOST),
                history(1).stream().map(HistoryEntry::kind).toList());
    }
}
