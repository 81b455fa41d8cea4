package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueClosedException;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack close} does to a queue that others have open. */
@Timeout(60)
final class CloseCommandTest {

    @TempDir
    Path folder;

    private final RackLab rack = new RackLab();
    private Path queue;
    private JoinableQueue<byte[]> open;
    private Delivery<byte[]> taken;

    /** One item runs, two wait. */
    @BeforeEach
    void fill() throws InterruptedException {
        queue = folder.resolve("queue");
        open = Dishrack.open(queue, OpenOptions.DEFAULTS);
        Texts.putAll(open, "first", "second", "third");
        taken = Texts.next(open);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void withoutExecuteItOnlyTells() {
        assertEquals(0, rack.run("close", "--now", queue));
        assertEquals(
                "rack: would shut down at once: waiting=2 taken=1 cancelled=2 queue=" + queue
                        + "; add --execute to do it\n",
                rack.told());
        assertEquals(0, rack.run("close", "--reopen", queue));
        assertEquals(0, rack.run("close", queue));
        assertFalse(open.isShutdown());
    }

    @Test
    void whatIsQueuedIsWorkedOffAndNothingMoreIsPut() throws Exception {
        assertEquals(0, rack.run("close", "--execute", queue));
        assertEquals("rack: done: shut down: waiting=2 taken=1 cancelled=0 queue=" + queue + "\n", rack.told());
        assertThrows(QueueClosedException.class, () -> open.put(Texts.bytes("fourth")));
        Texts.next(open).done();
        Texts.next(open).done();
        taken.done();
        assertTrue(open.join(Duration.ZERO));
        assertEquals(0, rack.run("close", "--reopen", "--execute", queue));
        assertEquals(4, open.put(Texts.bytes("fourth")));
    }

    @Test
    void atOnceWhatWaitsIsCancelledAndWhatRunsMayFinish() throws Exception {
        assertEquals(0, rack.run("close", "--now", "--execute", "--json", queue));
        assertEquals(
                "{\"queue\":\"" + queue + "\",\"action\":\"close_now\",\"executed\":true,\"shutdown\":true,"
                        + "\"waiting\":2,\"taken\":1,\"cancelled\":2}\n",
                rack.out());
        taken.done();
        assertTrue(open.join(Duration.ZERO));
    }

    @Test
    void contradictionsAreRefused() {
        assertEquals(ExitCode.USAGE, rack.run("close", "--now", "--reopen", queue));
    }
}
