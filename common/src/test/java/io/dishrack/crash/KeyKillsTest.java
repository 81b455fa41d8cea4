package io.dishrack.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.ProcessTest;
import io.dishrack.testkit.QueueChild;
import io.dishrack.testkit.Seed;
import io.dishrack.testkit.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dryers that are killed again and again, and what they wrote outside of the queue about the items of each key. */
@Tag("crash")
final class KeyKillsTest extends ProcessTest {

    private static final int KEYS = 5;
    private static final int ITEMS = 900;
    private static final int KILLS = 4;

    @TempDir
    Path notes;

    private final List<QueueChild> dryers = new ArrayList<>();

    @Test
    void killsNeitherLetTwoItemsOfAKeyOverlapNorChangeTheirOrder() throws Exception {
        SplittableRandom random = Seed.random("kills with keys");
        OpenOptions options = options().withSegmentBytes(1 << 16);
        JoinableQueue<byte[]> queue = lab().open(options);
        for (int i = 1; i <= ITEMS; i++) {
            queue.put(
                    Texts.bytes("x".repeat(random.nextInt(200))), ItemOptions.NONE.withKey("k" + random.nextInt(KEYS)));
        }
        for (int i = 0; i < 3; i++) {
            start(options, random);
        }
        for (int i = 1; i <= KILLS; i++) {
            long enough = Math.min(ITEMS - 1, (long) i * ITEMS / (KILLS + 2));
            Await.until("more are done after kill " + i, () -> queue.status().done() >= enough);
            dryers.remove(random.nextInt(dryers.size())).kill();
            start(options, random);
        }
        assertJoins(queue);
        assertEquals(ITEMS, queue.status().done());
        long served = 0;
        for (int key = 0; key < KEYS; key++) {
            served += served(notes.resolve("k" + key));
        }
        assertEquals(ITEMS, served);
    }

    private void start(OpenOptions options, SplittableRandom random) throws Exception {
        QueueChild child = startChild(options);
        child.ask("note", notes, random.nextBoolean() ? 1 : random.nextInt(2, 20));
        dryers.add(child);
    }

    /**
     * Each item begins and ends in the hands of one process before the next begins; the one that was interrupted may do so
     * again, also when it was interrupted between its end and its done. Says how many items there were.
     */
    private static int served(Path file) throws Exception {
        int count = 0;
        long last = 0;
        String running = null;
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", 2);
            long number = Long.parseLong(words[1].split(" ")[0]);
            if (words[0].equals("ends")) {
                assertEquals(running, words[1], file + ": " + line);
                running = null;
                continue;
            }
            assertTrue(running == null ? number >= last : number == last, file + ": " + line + " after " + last);
            count += number > last ? 1 : 0;
            last = number;
            running = words[1];
        }
        return count;
    }
}
