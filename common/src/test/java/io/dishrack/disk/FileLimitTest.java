package io.dishrack.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.QueueLab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A limit of a file's length is told as a full disk is, and those who have none go on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FileLimitTest {

    /** 3 MiB, in the blocks of 512 bytes of a POSIX shell. */
    private static final String LIMIT = "ulimit -f 6144 && exec \"$0\" \"$@\"";

    @RegisterExtension
    private final Children children = new Children();

    @TempDir
    private Path temp;

    @Test
    void aPutBeyondTheLimitIsAnErrorAndTheProcessGoesOn() throws Exception {
        Path folder = temp.resolve("queue");
        List<String> command = new ArrayList<>(List.of("sh", "-c", LIMIT));
        command.addAll(JvmCommand.of(FileLimitProgram.class, List.of(folder.toString())));
        Child child = children.startCommand("limited", command, null);
        long put = Long.parseLong(child.expectLine("put ").substring("put ".length()));
        assertTrue(put > 1_000, "put=" + put);
        String error = child.expectLine("failed ");
        assertTrue(error.contains("disk is full or a limit of files is reached: file="), error);
        child.expectLine("failed disk is full");
        child.expectLine("took 1");
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, QueueLab.options())) {
            assertEquals(put + 1, queue.put(Payloads.of(1, put + 1)));
            child.send("end");
            assertEquals(0, child.waitFor(), child.errors());
            for (long number = 1; number <= put + 1; number++) {
                Delivery<byte[]> delivery = queue.poll(Duration.ofSeconds(30));
                assertNotNull(delivery);
                assertEquals(delivery.number(), Payloads.check(delivery.item()).sequence());
                delivery.done();
            }
            assertTrue(queue.join(Duration.ofSeconds(30)));
        }
    }
}
