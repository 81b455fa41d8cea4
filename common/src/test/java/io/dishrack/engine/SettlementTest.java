package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.testkit.QueueLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends of hand-outs at the edges of what can be told. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SettlementTest {

    private static final int ATTEMPTS = 40;

    @TempDir
    Path temp;

    @Test
    void aLargeResultThatCantBeRecordedLeavesNoFile() throws Exception {
        Path folder = temp.resolve("queue");
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, QueueLab.options())) {
            queue.put(bytes("item"), ItemOptions.WITH_RESULT);
            queue.take().done(Report.of(new byte[100_000]));
            queue.put(bytes("item"), ItemOptions.WITH_RESULT);
        }
        Path metadata = folder.resolve("results/metadata.cq4t");
        byte[] sound = Files.readAllBytes(metadata);
        Files.write(metadata, new byte[sound.length]);
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, QueueLab.options())) {
            Delivery<byte[]> delivery = queue.take();
            assertThrows(QueueUnusableException.class, () -> delivery.done(Report.of(new byte[100_000])));
            try (Stream<Path> large = Files.list(folder.resolve("results/large"))) {
                assertEquals(
                        List.of("1"),
                        large.map(file -> file.getFileName().toString()).toList());
            }
            Files.write(metadata, sound);
            assertEquals(Outcome.APPLIED, delivery.done(Report.of(new byte[100_000])));
        }
    }

    @Test
    void noRetryDelayIsTooLongForManyAttempts() throws Exception {
        Path folder = temp.resolve("queue");
        OpenOptions options =
                OpenOptions.DEFAULTS.withRetryDelay(Duration.ofDays(150)).withMaxAttempts(255);
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, options);
                QueueInspector inspector = Dishrack.inspect(folder)) {
            queue.put(bytes("item"));
            ControlFile control = ControlFile.open(folder, true);
            Ledger ledger = new Ledger(folder.resolve("ledger"), (int) control.ledgerItems(), control.queueId(), true);
            long word = StateWord.fresh(1);
            for (int i = 0; i < ATTEMPTS; i++) {
                word = StateWord.returned(StateWord.taken(word, 1, 0, i), 1);
            }
            assertTrue(ledger.casWord(1, StateWord.fresh(1), word));
            assertEquals(Outcome.APPLIED, queue.take().fail(Report.NONE));
            long wait = inspector.item(1).dueMillis() - System.currentTimeMillis();
            assertTrue(wait > 0 && wait <= Duration.ofHours(1).toMillis() + 1000, "wait=" + wait);
        }
    }
}
