package io.dishrack.engine.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Payloads;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What writers refuse to go on with, and that readers read on; links in place of files; who may read them. */
@Timeout(120)
final class LogFilesTest {

    private static final int COUNT = 1_000;
    private static final long QUEUE_ID = 5;

    private Path folder;
    private LogWords words;
    private LogWriter writer;

    @BeforeEach
    void fill(@TempDir Path temp) {
        words = LogWords.items(ControlFile.create(temp, new ControlFile.Header(0, 8, 1 << 16, QUEUE_ID, 1), 1)
                .region());
        folder = temp.resolve("items");
        writer = newWriter();
        append(writer, 1, COUNT);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private LogWriter newWriter() {
        return new LogWriter(folder, words, 0, Host.real());
    }

    private static void append(LogWriter writer, long from, long to) {
        writer.begin();
        try {
            for (long number = from; number <= to; number++) {
                writer.append(Payloads.of(1, number), null, MessageHead.NONE);
            }
        } finally {
            writer.publish();
        }
    }

    private Path current() {
        return folder.resolve(SegmentLayout.fileName(words.cycleAcquire()));
    }

    private Path metadata() {
        return folder.resolve(SegmentLayout.METADATA_FILE);
    }

    /** What a reaper does, when the message that was published last is damaged: it may be all there but its header. */
    @Test
    void recoveryLeavesTheEndAloneWhenTheLastMessageIsDamaged() throws IOException {
        for (int blow : new int[] {3, 20}) {
            byte[] sound = Files.readAllBytes(current());
            int last =
                    (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong(SegmentHeader.WRITE_POSITION);
            byte[] damaged = sound.clone();
            Arrays.fill(damaged, last, last + blow, (byte) 0);
            Files.write(current(), damaged);
            try (LogWriter heir = newWriter()) {
                heir.recover(CompletedMessages.NOBODY);
            }
            assertArrayEquals(damaged, Files.readAllBytes(current()));
            Files.write(current(), sound);
        }
    }

    private void assertAllRead(long count) {
        try (LogReader reader = new LogReader(folder, words)) {
            for (long number = 1; number <= count; number++) {
                reader.read(number);
                assertArrayEquals(Payloads.of(1, number), reader.payload());
            }
        }
    }

    private void assertRefused(Path file) {
        try (LogWriter fresh = newWriter()) {
            QueueUnusableException refused =
                    assertThrows(QueueUnusableException.class, () -> append(fresh, COUNT + 1, COUNT + 1));
            assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
            assertTrue(refused.getMessage().contains("rack "), refused.getMessage());
        }
        assertEquals(COUNT, words.publishedVolatile());
    }

    private static void write(Path file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(at);
            out.write(bytes);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        write(file, at, new byte[] {(byte) (bytes[(int) at] ^ 0x10)});
    }

    @Test
    void aFileThatNamesAnotherClassIsNeverShownToChronicle() throws IOException {
        writer.close();
        write(current(), 0x0E, "SCQEvil!".getBytes(StandardCharsets.US_ASCII));
        assertRefused(current());
        assertAllRead(COUNT);
    }

    @Test
    void everyFlippedByteOfAHeaderIsRefusedByWritersToldByACheckAndNoMatterToReaders() throws IOException {
        writer.close();
        for (int at = 0; at < SegmentHeader.LENGTH; at++) {
            if (at == SegmentHeader.NEXT_INDEX + 1 || at == SegmentHeader.INDEXES_USED) {
                // Hints of what is indexed: less is as good, and so is more within the table.
                continue;
            }
            flip(current(), at);
            assertRefused(current());
            List<LogMend.Problem> problems = new LogMend(folder, QUEUE_ID, true).problems(Reclaimed.Mark.NONE);
            assertEquals(
                    List.of(current()),
                    problems.stream().map(LogMend.Problem::file).toList());
            flip(current(), at);
        }
        flip(current(), 3);
        assertAllRead(COUNT);
    }

    @Test
    void everyFlippedByteOfTheTableOfNamesIsRefusedOrNoMatter() throws IOException {
        writer.close();
        for (int at = 0; at < 0x220; at += 3) {
            flip(metadata(), at);
            try (LogWriter fresh = newWriter()) {
                append(fresh, words.publishedVolatile() + 1, words.publishedVolatile() + 1);
            } catch (QueueUnusableException e) {
                assertTrue(e.getMessage().contains(metadata().toString()), e.getMessage());
            }
            flip(metadata(), at);
        }
        assertAllRead(words.publishedVolatile());
    }

    @ParameterizedTest
    @ValueSource(ints = {SegmentHeader.WRITE_POSITION, SegmentHeader.SEQUENCE})
    void wordsThatChangeUnderAnOpenWriterAreFoundBeforeTheNextAppend(int offset) throws IOException {
        append(writer, COUNT + 1, COUNT + 1);
        for (int bit = 0; bit < Long.BYTES; bit++) {
            flip(current(), offset + bit);
            assertThrows(QueueUnusableException.class, () -> append(writer, COUNT + 2, COUNT + 2));
            flip(current(), offset + bit);
        }
        append(writer, COUNT + 2, COUNT + 2);
        assertAllRead(COUNT + 2);
    }

    @Test
    void aMendedLogIsGoneOnWith() throws IOException {
        writer.close();
        Path first = folder.resolve(SegmentLayout.fileName(0));
        write(current(), 0, new byte[SegmentLayout.FIRST_MESSAGE]);
        write(first, 0, new byte[100]);
        write(metadata(), 0x40, new byte[200]);
        LogMend mend = new LogMend(folder, QUEUE_ID, true);
        assertEquals(3, mend.problems(Reclaimed.Mark.NONE).size());
        assertEquals(3, mend.mend(Reclaimed.Mark.NONE).size());
        assertEquals(List.of(), mend.problems(Reclaimed.Mark.NONE));
        assertEquals(List.of(), mend.mend(Reclaimed.Mark.NONE));
        writer = newWriter();
        append(writer, COUNT + 1, 2 * COUNT);
        assertAllRead(2 * COUNT);
    }

    @Test
    void aSegmentOfAnotherQueueIsNotReadAsOurs(@TempDir Path other) throws IOException {
        LogWords otherWords = LogWords.items(
                ControlFile.create(other, new ControlFile.Header(0, 8, 1 << 16, 0x7A5E_1234_9876_4321L, 1), 1)
                        .region());
        try (LogWriter foreign = new LogWriter(other.resolve("items"), otherWords, 0, Host.real())) {
            append(foreign, 1, COUNT);
        }
        String name = SegmentLayout.fileName(0);
        Files.write(
                folder.resolve(name), Files.readAllBytes(other.resolve("items").resolve(name)));
        try (LogReader reader = new LogReader(folder, words)) {
            assertThrows(QueueUnusableException.class, () -> reader.read(1));
            assertThrows(QueueUnusableException.class, () -> reader.read(2));
            reader.read(COUNT);
        }
        LogScan scan = new LogScan(folder);
        assertEquals("belongs to another queue or log", scan.segments().get(0).damage());
    }

    @Test
    void aFileThatDoesNotBelongHereIsRefused() throws IOException {
        writer.close();
        Path stray = folder.resolve("20991231F.cq4");
        Files.copy(current(), stray);
        assertRefused(stray);
        Files.move(stray, folder.resolve("stray.cq4"));
        assertRefused(folder.resolve("stray.cq4"));
    }

    @Test
    void aMissingSegmentIsToldAndNotMadeAnew() throws IOException {
        writer.close();
        Path moved = Files.move(current(), folder.resolve("moved"));
        try (LogReader reader = new LogReader(folder, words)) {
            assertTrue(assertThrows(QueueUnusableException.class, () -> reader.read(COUNT))
                    .getMessage()
                    .contains(current().toString()));
        }
        assertRefused(current());
        assertFalse(Files.exists(current()));
        Files.move(moved, current());
        assertAllRead(COUNT);
    }

    @Test
    void linksInPlaceOfFilesAndFoldersAreRefused() throws IOException {
        writer.close();
        for (Path file : List.of(current(), metadata())) {
            Path target = Files.move(file, folder.resolve("elsewhere"));
            Files.createSymbolicLink(file, target);
            assertRefused(file);
            Files.delete(file);
            Files.move(target, file);
        }
        Path target = Files.move(folder, folder.resolveSibling("elsewhere"));
        Files.createSymbolicLink(folder, target);
        assertThrows(QueueUnusableException.class, () -> append(newWriter(), COUNT + 1, COUNT + 1));
        assertThrows(QueueUnusableException.class, () -> new LogScan(folder).segments());
        Files.delete(folder);
        Files.move(target, folder);
        Files.createSymbolicLink(folder.resolve("large"), folder);
        assertThrows(QueueUnusableException.class, () -> newWriter().large().prepare(new byte[100_000]));
    }

    @Test
    void aFileCutUnderAnOpenReaderIsAnErrorAndNotTheEndOfTheProcess() throws IOException {
        writer.close();
        try (LogReader reader = new LogReader(folder, words)) {
            reader.read(1);
            write(folder.resolve(SegmentLayout.fileName(0)), 0, new byte[0]);
            try (RandomAccessFile cut = new RandomAccessFile(
                    folder.resolve(SegmentLayout.fileName(0)).toFile(), "rw")) {
                cut.setLength(100);
            }
            for (int tries = 0; tries < 3; tries++) {
                assertThrows(QueueUnusableException.class, () -> reader.read(2));
            }
            reader.read(COUNT);
        }
    }

    @Test
    void everyFileIsForItsOwnerOnly() throws IOException {
        byte[] large = new byte[100_000];
        writer.begin();
        writer.append(large, writer.large().prepare(large), MessageHead.NONE);
        writer.publish();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------", mode, each.toString());
            }
        }
    }
}
