package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a queue: private, never taken for another's, refused with one line when it can't be used. */
@Timeout(60)
final class QueueFolderTest {

    private static final OpenOptions NOT_MADE = OpenOptions.DEFAULTS.withCreate(false);

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void choose() {
        folder = temp.resolve("a queue");
    }

    private void makeWithThreeItems() throws InterruptedException {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OpenOptions.DEFAULTS)) {
            Texts.putAll(queue, "a", "b", "c");
            Texts.next(queue).done();
            Texts.next(queue).reject(Report.failure(1, "no"));
        }
    }

    /** Every file below the temporary folder with its length and checksum. */
    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (var files = Files.walk(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                CRC32C crc = new CRC32C();
                crc.update(bytes);
                contents.put(file, bytes.length + " " + crc.getValue());
            }
        }
        return contents;
    }

    /** Opening and inspecting are refused in one line that says this, and change nothing. */
    private void assertRefused(String... facts) throws IOException {
        Map<Path, String> before = contents();
        for (String message : List.of(
                refusal(() -> Dishrack.open(folder, OpenOptions.DEFAULTS).close()),
                refusal(() -> Dishrack.open(folder, NOT_MADE).close()),
                refusal(() -> Dishrack.inspect(folder).close()))) {
            for (String fact : facts) {
                assertTrue(message.contains(fact), message);
            }
        }
        assertEquals(before, contents());
    }

    private static String refusal(Executable step) {
        String message = assertThrows(QueueUnusableException.class, step).getMessage();
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains("; "), "no way out: " + message);
        return message;
    }

    @Test
    void theFolderIsItsOwnersOnly() throws Exception {
        makeWithThreeItems();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void anEmptyFolderThatIsThereBecomesAPrivateQueue() throws Exception {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        makeWithThreeItems();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void missingParentsAreMade() throws Exception {
        folder = temp.resolve("some/where/deep");
        makeWithThreeItems();
        assertTrue(Files.isDirectory(folder));
    }

    @Test
    void aSymbolicLinkToAQueueIsThatQueue() throws Exception {
        makeWithThreeItems();
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        try (JoinableQueue<byte[]> direct = Dishrack.open(folder, NOT_MADE);
                JoinableQueue<byte[]> linked = Dishrack.open(link, NOT_MADE)) {
            assertEquals(4, linked.put(bytes("d")));
            assertEquals(2, direct.size());
        }
    }

    @Test
    void aMissingQueueIsMissingForWhoMayNotMakeIt() throws Exception {
        assertTrue(refusal(() -> Dishrack.open(folder, NOT_MADE)).contains("missing"));
        assertTrue(refusal(() -> Dishrack.inspect(folder)).contains(folder.toString()));
        assertFalse(Files.exists(folder));
    }

    @Test
    void aFolderOfOthersIsNotTakenForAQueue() throws Exception {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("letter.txt"), "mine");
        assertRefused(folder.toString());
    }

    @Test
    void aFileIsNoQueue() throws Exception {
        Files.writeString(folder, "mine");
        assertRefused(folder.toString());
    }

    @Test
    void aQueueOfANewerFormatIsRefusedWithBothFormats() throws Exception {
        makeWithThreeItems();
        Path properties = folder.resolve("queue.properties");
        Files.writeString(properties, Files.readString(properties).replace("dishrack.format=2", "dishrack.format=9"));
        assertRefused("found=9", "supported=2", "queue.properties");
    }

    @Test
    void propertiesOfSomethingElseAreRefused() throws Exception {
        makeWithThreeItems();
        Files.writeString(folder.resolve("queue.properties"), "color=blue\n");
        assertRefused("queue.properties");
    }

    @Test
    void propertiesThatAreGarbageAreRefused() throws Exception {
        makeWithThreeItems();
        Files.writeString(folder.resolve("queue.properties"), "dishrack.format=\\u12");
        assertRefused("queue.properties");
    }

    @Test
    void aControlFileThatWasCutShortIsRefused() throws Exception {
        makeWithThreeItems();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("control").toFile(), "rw")) {
            file.setLength(1_000);
        }
        assertRefused("control");
    }

    @Test
    void aControlFileOfZerosIsRefused() throws Exception {
        makeWithThreeItems();
        Path control = folder.resolve("control");
        Files.write(control, new byte[(int) Files.size(control)]);
        assertRefused("control");
    }

    @Test
    void aMissingControlFileIsRefusedAndNotMadeAnew() throws Exception {
        makeWithThreeItems();
        Files.delete(folder.resolve("control"));
        assertRefused("control");
    }

    @Test
    void aQueueIsInspectedWithoutChangingAnything() throws Exception {
        makeWithThreeItems();
        Map<Path, String> before = contents();
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            assertEquals(3, inspector.status().put());
            assertEquals(1, inspector.status().done());
            assertEquals(1, inspector.status().dead());
            assertEquals("c", new String(inspector.item(3).payload(), StandardCharsets.US_ASCII));
        }
        assertEquals(before, contents());
    }

    @Test
    void aSchemeWithoutAnEngineIsRefused() {
        assertTrue(refusal(() -> Dishrack.open(URI.create("gopher://host/queue"), OpenOptions.DEFAULTS))
                .contains("gopher"));
        assertFalse(Files.exists(folder));
    }

    @Test
    void theBoundOfAnExistingQueueStays() throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OpenOptions.DEFAULTS.withMaxSize(2))) {
            assertEquals(2, queue.status().maxSize());
        }
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, OpenOptions.DEFAULTS.withMaxSize(50))) {
            assertEquals(2, queue.status().maxSize());
            Texts.putAll(queue, "a", "b");
            assertEquals(JoinableQueue.FULL, queue.offer(bytes("c"), Duration.ZERO));
        }
    }
}
