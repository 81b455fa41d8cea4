package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue is its user's own, and its files are what they seem. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PrivacyTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void make() throws Exception {
        folder = temp.resolve("queue");
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OpenOptions.DEFAULTS)) {
            queue.put(bytes("small"), ItemOptions.WITH_RESULT);
            queue.put(new byte[100_000], ItemOptions.WITH_RESULT);
            queue.put(bytes("left"), ItemOptions.NONE.withKey("key"));
            for (int i = 0; i < 2; i++) {
                Delivery<byte[]> delivery = queue.take();
                delivery.done(Report.of(delivery.item()));
            }
        }
    }

    /** Opens the queue and does what touches all of its files. */
    private void use() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OpenOptions.DEFAULTS)) {
            queue.put(bytes("more"), ItemOptions.WITH_RESULT.withKey("key"));
            for (Delivery<byte[]> delivery = queue.poll(Duration.ZERO);
                    delivery != null;
                    delivery = queue.poll(Duration.ZERO)) {
                delivery.done(Report.of(delivery.item()));
            }
        }
    }

    private String refusal() {
        return assertThrows(QueueUnusableException.class, this::use).getMessage();
    }

    @Test
    void allOfItIsReadableByItsOwnerOnly() throws IOException {
        Set<String> modes = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                modes.add((Files.isDirectory(path) ? "d" : "-")
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        assertEquals(Set.of("drwx------", "-rw-------"), modes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue.properties",
                "control",
                "locks",
                "keys",
                "items",
                "ledger",
                "results",
                "items/metadata.cq4t",
                "items/19700101F.cq4",
                "ledger/00000000.ledger",
                "results/metadata.cq4t",
                "results/19700101F.cq4"
            })
    void aLinkInPlaceOfAFileIsRefusedByName(String file) throws Exception {
        Path real = temp.resolve("elsewhere");
        Files.move(folder.resolve(file), real);
        Files.createSymbolicLink(folder.resolve(file), real);
        String message = refusal();
        assertTrue(message.contains(folder.resolve(file).toString()), message);
        assertTrue(message.contains("symbolic link"), message);
        Files.delete(folder.resolve(file));
        Files.move(real, folder.resolve(file));
        use();
    }

    @Test
    void aFolderInWhichOthersCanWriteIsRefused() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        String message = refusal();
        assertTrue(message.contains("mode=rwxrwx---") && message.contains("chmod 700"), message);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        use();
    }

    @Test
    void theQueueOfAnotherUserIsRefusedAlsoToRoot() throws Exception {
        int nobody = 65_534;
        // The system lets nobody else make a folder of another user; the build runs as root in a container.
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give a folder away");
        Files.setAttribute(folder, "unix:uid", nobody);
        String message = refusal();
        assertTrue(message.contains("uid=" + nobody) && message.contains(folder.toString()), message);
        Files.setAttribute(folder, "unix:uid", Files.getAttribute(temp, "unix:uid"));
        use();
    }

    @Test
    void aRepairWritesThroughNoLink() throws Exception {
        Path outside = Files.write(temp.resolve("outside"), bytes("mine"));
        Files.write(folder.resolve(QueueFolder.PROPERTIES), bytes("damaged"));
        Files.createSymbolicLink(folder.resolve(QueueFolder.PROPERTIES + ".new"), outside);
        assertEquals(0, Dishrack.salvage(folder).repair(true, finding -> {}).left());
        Path payload = folder.resolve("items/large/2");
        Files.write(payload, bytes("damaged"));
        Files.createSymbolicLink(folder.resolve("quarantine/lost.txt"), outside);
        assertThrows(
                QueueUnusableException.class, () -> Dishrack.salvage(folder).repair(true, finding -> {}));
        assertArrayEquals(bytes("mine"), Files.readAllBytes(outside));
    }

    @Test
    void aQueueThatLostItsPropertiesIsNotMadeAnew() throws Exception {
        Path kept = temp.resolve("kept");
        Files.move(folder.resolve(QueueFolder.PROPERTIES), kept);
        String message = refusal();
        assertTrue(message.contains(QueueFolder.PROPERTIES) && message.contains("rack repair"), message);
        Files.move(kept, folder.resolve(QueueFolder.PROPERTIES));
        use();
    }
}
